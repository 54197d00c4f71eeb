import type { ComparisonRow } from '../../../db/repo/comparisons.ts';
import { excerpt } from '../excerpt.ts';
import { plural, quoteLine, type ViewFile } from './blocks.ts';
import { candidateName, modelLabel } from './candidate-name.ts';
import { decisiveSentences } from './decisive-sentences.ts';
import type { Match } from './matches.ts';
import { putBack } from './put-back.ts';
import { orderWords, scoreWords, verdictWords } from './verdict-words.ts';

const ROOM = 3200;

/** One match: every comparison with its order, verdict and decisive sentences; the whole chains of thought go along as one file. */
export function reasoningMatch(match: Match, at: number, last: number): { body: string; files: ViewFile[] } {
  const { comparisons } = match;
  const each = Math.floor((ROOM - 300) / comparisons.length) - 220;
  const body = [
    `### Match ${at} of ${last}: ${candidateName(match.a)} against ${candidateName(match.b)}`,
    `**${scoreWords(match)}.** ${orderWords(match)}`.replace(/\*\*\w/, (start) => start.toUpperCase()),
    '',
    ...comparisons.flatMap((comparison) => [...comparisonLines(comparison, Math.min(700, each)), '']),
  ].join('\n');
  return {
    body: excerpt(body, ROOM).text,
    files: [{ name: `match-${at}.md`, text: comparisons.map(wholeComparison).join('\n\n---\n\n') }],
  };
}

function comparisonLines(c: ComparisonRow, room: number): string[] {
  // Some judges reason in their answer. Short of room, the sentences stay in the file.
  const why = room < 60 ? '' : decisiveSentences(c.reasoning || c.answer, room - 20);
  return [
    `**Comparison ${c.number}.** ${shownWords(c)}. **${verdictWords(c)}**`,
    `-# ${callWords(c)}`,
    ...c.notes.slice(0, 4).map((note) => `-# ${quoteLine(note, 160)}`),
    ...(why === '' ? [] : [`> ${quoteLine(named(why, c), room)}`]),
  ];
}

const shownWords = ({ first, second, sample }: ComparisonRow) =>
  `Shown first: ${candidateName(first)}, second: ${candidateName(second)}${sample > 0 ? `, asked this way for the ${ordinal(sample + 1)} time` : ''}`;

const ordinal = (n: number) => `${n}${['th', 'st', 'nd', 'rd'][n % 10 < 4 && (n < 11 || n > 13) ? n % 10 : 0]}`;

const named = (words: string, c: ComparisonRow) => putBack(words, candidateName(c.first), candidateName(c.second));

const callWords = (c: ComparisonRow) =>
  `${modelLabel(c.model)} · ${c.format} v${c.formatVersion} · ${plural(c.outputTokens ?? 0, 'token')} · ${(c.latencyMs / 1000).toFixed(1)} s${c.costUsd === null ? '' : ` · $${c.costUsd.toFixed(4)}`}`;

/** A comparison as the file has it: all that the judge wrote, with the candidates' numbers put back. */
function wholeComparison(c: ComparisonRow): string {
  const parts = [
    `# Comparison ${c.number}`,
    `${shownWords(c)}.\n\nVerdict: ${verdictWords(c)}.\n\n${callWords(c)}`,
    ...(c.notes.length > 0 ? [c.notes.map((note) => `- ${note}`).join('\n')] : []),
    `## Chain of thought\n\n${named(c.reasoning, c).trim() || 'The judge gave none.'}`,
    `## Answer\n\n${named(c.answer, c).trim() || 'The judge gave none.'}`,
  ];
  return parts.join('\n\n');
}
