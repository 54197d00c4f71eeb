import type { ComparisonRow } from '../../../db/repo/comparisons.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { reasoningId } from '../custom-id.ts';
import { excerpt } from '../excerpt.ts';
import {
  accents,
  button,
  buttons,
  container,
  file,
  type MessageView,
  plural,
  quoteLine,
  separator,
  text,
  type ViewFile,
} from './blocks.ts';
import { putBack } from './put-back.ts';
import { percent } from './words.ts';

const SHOWN_REASONING = 2600;

/** A model as people know it: without its vendor, and without where it runs. */
const modelLabel = (name: string) => `\`${name.replace(/^\w+:/, '').replace(/@.*$/, '').replaceAll('`', '')}\``;

/** Candidates have numbers from 1, for people. */
const candidateName = (slot: number) => `Candidate ${slot + 1}`;

/** The judge's reasoning for moderators: page 0 is the overview, then a page for each comparison. Pages out of range are brought into it. */
export function reasoningView(snapshot: AskSnapshot, page: number): MessageView {
  const { ask, comparisons } = snapshot;
  const last = comparisons.length;
  const at = Math.min(Math.max(0, page), last);
  const comparison = comparisons[at - 1];
  const { body, files } = comparison ? comparisonPage(comparison, at, last) : { body: overview(snapshot), files: [] };
  const go = (to: number) => reasoningId.write({ askId: ask.id, page: to });
  return {
    components: [
      container(accents.judge, [
        text(`> ${quoteLine(ask.prompt, 200)}`),
        separator(),
        text(body),
        ...files.map(({ name }) => file(name)),
      ]),
      // The two ids must differ even where both buttons are off.
      buttons(
        button(at === 1 ? 'Overview' : 'Previous', at > 0 ? go(at - 1) : go(998), undefined, { disabled: at === 0 }),
        button('Next comparison', at < last ? go(at + 1) : go(999), undefined, { disabled: at >= last }),
      ),
    ],
    files,
  };
}

function overview({ ask, candidates, comparisons }: AskSnapshot): string {
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
  const matches = comparisons.map(
    (c, index) => `${index + 1}. ${candidateName(c.first)} against ${candidateName(c.second)}: ${verdictWords(c)}`,
  );
  const pick =
    ask.pick === null ? 'No pick yet.' : `The pick is **${candidateName(ask.pick)}**${ask.judged ? '' : ', unjudged'}.`;
  const whole = [
    '### The judge’s reasoning',
    `${pick} ${plural(comparisons.length, 'comparison')} by ${modelLabel(ask.settings.judgeModel)}, tournament \`${ask.settings.tournament}\`, effort ${ask.effort}.`,
    '',
    ...lines,
    '',
    ...matches,
  ].join('\n');
  return excerpt(whole, 3600).text;
}

function comparisonPage(c: ComparisonRow, at: number, last: number): { body: string; files: ViewFile[] } {
  const name = (words: string) => putBack(words, candidateName(c.first), candidateName(c.second));
  // Some judges reason in their answer.
  const reasoning = name(c.reasoning || c.answer).trim();
  const shown = excerpt(reasoning, SHOWN_REASONING);
  const fileName = `comparison-${c.number}.md`;
  const body = [
    `### Comparison ${at} of ${last}`,
    `Shown first: ${candidateName(c.first)}. Shown second: ${candidateName(c.second)}.`,
    `**${verdictWords(c)}**`,
    ...c.notes.map((note) => `-# ${note}`),
    '',
    shown.text === '' ? '*The judge gave no chain of thought.*' : shown.text,
    '',
    `-# ${modelLabel(c.model)} · ${c.format} v${c.formatVersion} · ${plural(c.outputTokens ?? 0, 'token')} · ${(c.latencyMs / 1000).toFixed(1)} s${c.costUsd === null ? '' : ` · $${c.costUsd.toFixed(4)}`}`,
  ].join('\n');
  return {
    body,
    files: shown.cut ? [{ name: fileName, text: `${reasoning}\n\n---\n\n${name(c.answer).trim()}\n` }] : [],
  };
}

function verdictWords(
  c: Pick<ComparisonRow, 'verdict' | 'invalidReason' | 'first' | 'second' | 'conflict' | 'forced'>,
): string {
  const reasons = {
    'no-marker': 'no verdict: the judge named neither',
    truncated: 'no verdict: the judge ran out of tokens',
    empty: 'no verdict: the judge answered nothing',
    refused: 'no verdict: the judge declined',
    unavailable: 'no verdict: the judge could not be asked',
  } as const;
  if (c.verdict === 'invalid') return reasons[c.invalidReason ?? 'no-marker'];
  const winner = candidateName(c.verdict === 'first' ? c.first : c.second);
  return `${winner} is better${c.conflict ? ' (it named both; the last one counts)' : ''}${c.forced ? ' (forced: its thinking budget ran out)' : ''}`;
}
