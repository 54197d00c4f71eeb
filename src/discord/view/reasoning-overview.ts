import type { AskSnapshot } from '../../asks/snapshot.ts';
import { excerpt } from '../excerpt.ts';
import type { Words } from '../words/words.ts';
import { candidateName, modelLabel } from './candidate-name.ts';
import { matchesOf } from './matches.ts';
import { replyHint } from './reasoning-replies.ts';
import { scoreList } from './score-list.ts';
import { scoreWords } from './verdict-words.ts';
import { isByScores } from './words.ts';

/** The heading: what was decided, and with how much work. It stands above the picture. */
export function reasoningHeading(words: Words, { ask, comparisons }: AskSnapshot): string {
  const { reasoning } = words;
  const pick =
    ask.pick === null ? reasoning.noPick : reasoning.pick(candidateName(words, ask.pick), ask.judged === true);
  if (comparisons.length === 0) return `### ${reasoning.title}\n${pick} ${reasoning.tookNothing}`;
  const took = reasoning.took(
    matchesOf(comparisons).length,
    comparisons.length,
    modelLabel(ask.settings.judgeModel),
    `\`${ask.settings.tournament}\``,
    ask.effort,
  );
  return `### ${reasoning.title}\n${pick} ${took}`;
}

/**
 * Who took part and how each reply begins, who met whom, and what it cost. With a picture, which names models
 * and chances, the text does not.
 *
 * @param taken how many characters of the message stand above it.
 */
export function reasoningOverview(words: Words, snapshot: AskSnapshot, pictured: boolean, taken = 0): string {
  const { ask, candidates, comparisons } = snapshot;
  const scores = isByScores(ask.settings) ? (scoreList(words, comparisons) ?? new Map<number, string>()) : null;
  const bySlot = [...candidates].sort((a, b) => a.slot - b.slot);
  const lines = bySlot.map((candidate) => {
    // Where nothing was compared, a chance is only the prior, and would contradict the word "unjudged".
    const chance = comparisons.length > 0 ? ask.pBest?.[candidate.slot] : undefined;
    const fate =
      candidate.state === 'failed'
        ? words.reasoning.failed(candidate.error ?? '')
        : candidate.duplicateOf !== null
          ? words.reasoning.sameAs(candidateName(words, candidate.duplicateOf))
          : scores
            ? (scores.get(candidate.slot) ?? words.reasoning.withoutScore)
            : chance === undefined
              ? words.reasoning.written
              : words.reasoning.bestWith(words.percent(chance));
    const named = `${candidate.slot === ask.pick ? '**→** ' : ''}${candidateName(words, candidate.slot)}`;
    const known = pictured ? [] : [modelLabel(candidate.model), fate];
    return [named, ...known, replyHint(words, snapshot, candidate.slot)].filter(Boolean).join(' · ');
  });
  const matches = matchesOf(comparisons);
  const whole = [
    ...lines,
    '',
    ...(scores ? [`-# ${words.reasoning.aboutScores}`, ''] : []),
    ...matches.map(
      (match, at) =>
        `${at + 1}. ${words.reasoning.against(candidateName(words, match.a), candidateName(words, match.b))}: ${scoreWords(words, match)}`,
    ),
    ...(comparisons.length > 0 ? ['', `-# ${spent(words, comparisons)}`] : []),
  ].join('\n');
  return excerpt(whole, 3300 - taken).text;
}

type Spent = Pick<AskSnapshot['comparisons'][number], 'outputTokens' | 'latencyMs' | 'costUsd' | 'verdict'>;

/** What the judge's calls took together. Their cost is given only if every price is known. */
export function spent(words: Words, calls: readonly Spent[]): string {
  const sum = (of: (call: Spent) => number) => calls.reduce((total, call) => total + of(call), 0);
  const invalid = calls.filter(({ verdict }) => verdict === 'invalid').length;
  return [
    words.reasoning.spent(
      sum(({ outputTokens }) => outputTokens ?? 0),
      words.decimal(sum(({ latencyMs }) => latencyMs) / 1000, 1),
    ),
    calls.every(({ costUsd }) => costUsd !== null)
      ? `$${words.decimal(
          sum(({ costUsd }) => costUsd ?? 0),
          4,
        )}`
      : words.reasoning.priceUnknown,
    ...(invalid > 0 ? [words.reasoning.withoutVerdict(invalid)] : []),
  ].join(' · ');
}
