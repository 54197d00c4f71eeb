import type { AskSnapshot } from '../../asks/snapshot.ts';
import { excerpt } from '../excerpt.ts';
import { plural } from './blocks.ts';
import { candidateName, modelLabel } from './candidate-name.ts';
import { matchesOf } from './matches.ts';
import { scoreWords } from './verdict-words.ts';
import { percent } from './words.ts';

/** What was decided, in a sentence; it stands above the picture. */
export function reasoningHeading({ ask, comparisons }: AskSnapshot): string {
  const pick =
    ask.pick === null ? 'No pick yet.' : `The pick is **${candidateName(ask.pick)}**${ask.judged ? '' : ', unjudged'}.`;
  const met = plural(matchesOf(comparisons).length, 'match', 'matches');
  return `### The judge’s reasoning\n${pick} ${met} in ${plural(comparisons.length, 'comparison')} by ${modelLabel(ask.settings.judgeModel)}, tournament \`${ask.settings.tournament}\`, effort ${ask.effort}.`;
}

/** Who took part, who met whom, and what it took. Where a picture tells who took part, the words need not. */
export function reasoningOverview({ ask, candidates, comparisons }: AskSnapshot, pictured: boolean): string {
  const bySlot = [...candidates].sort((a, b) => a.slot - b.slot);
  const lines = bySlot.map((candidate) => {
    const chance = ask.pBest?.[candidate.slot];
    const fate =
      candidate.state === 'failed'
        ? `failed (${candidate.error})`
        : candidate.duplicateOf !== null
          ? `says the same as ${candidateName(candidate.duplicateOf)}`
          : chance === undefined
            ? 'written'
            : `best with ${percent(chance)}`;
    return `${candidate.slot === ask.pick ? '**→** ' : ''}${candidateName(candidate.slot)} · ${modelLabel(candidate.model)} · ${fate}`;
  });
  const matches = matchesOf(comparisons);
  const whole = [
    ...(pictured ? [] : [...lines, '']),
    ...matches.map(
      (match, at) => `${at + 1}. ${candidateName(match.a)} against ${candidateName(match.b)}: ${scoreWords(match)}`,
    ),
    ...(comparisons.length > 0 ? ['', `-# ${spent(comparisons)}`] : []),
  ].join('\n');
  return excerpt(whole, 3300).text;
}

type Spent = Pick<AskSnapshot['comparisons'][number], 'outputTokens' | 'latencyMs' | 'costUsd' | 'verdict'>;

/** What the judge's calls took together; money only where every price is known. */
export function spent(calls: readonly Spent[]): string {
  const sum = (of: (call: Spent) => number) => calls.reduce((total, call) => total + of(call), 0);
  const invalid = calls.filter(({ verdict }) => verdict === 'invalid').length;
  return [
    `The judge wrote ${plural(
      sum(({ outputTokens }) => outputTokens ?? 0),
      'token',
    )} in ${(sum(({ latencyMs }) => latencyMs) / 1000).toFixed(1)} s of calls`,
    calls.every(({ costUsd }) => costUsd !== null)
      ? `$${sum(({ costUsd }) => costUsd ?? 0).toFixed(4)}`
      : 'price unknown',
    ...(invalid > 0 ? [`${invalid} without a verdict`] : []),
  ].join(' · ');
}
