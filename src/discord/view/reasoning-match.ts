import type { ComparisonRow } from '../../../db/repo/comparisons.ts';
import { excerpt } from '../excerpt.ts';
import type { Words } from '../words/words.ts';
import { quoteLine, type ViewFile } from './blocks.ts';
import { candidateName, modelLabel } from './candidate-name.ts';
import { decisiveSentences } from './decisive-sentences.ts';
import type { Match } from './matches.ts';
import { putBack } from './put-back.ts';
import { orderWords, scoreWords, verdictWords } from './verdict-words.ts';

const ROOM = 3200;

/**
 * One match: each comparison with its order, verdict and decisive sentences. The whole chains of thought are
 * attached as one file.
 */
export function reasoningMatch(
  words: Words,
  match: Match,
  at: number,
  last: number,
): { body: string; files: ViewFile[] } {
  const { comparisons } = match;
  const each = Math.floor((ROOM - 300) / comparisons.length) - 220;
  const body = [
    `### ${words.reasoning.match(at, last, candidateName(words, match.a), candidateName(words, match.b))}`,
    `**${scoreWords(words, match)}.** ${orderWords(words, match)}`.replace(/\*\*\w/, (start) => start.toUpperCase()),
    '',
    ...comparisons.flatMap((comparison) => [...comparisonLines(words, comparison, Math.min(700, each)), '']),
  ].join('\n');
  return {
    body: excerpt(body, ROOM).text,
    files: [
      {
        name: `match-${at}.md`,
        text: comparisons.map((comparison) => wholeComparison(words, comparison)).join('\n\n---\n\n'),
      },
    ],
  };
}

function comparisonLines(words: Words, c: ComparisonRow, room: number): string[] {
  // Some judges reason in their answer. With too little room, the sentences are left to the file.
  const why = room < 60 ? '' : decisiveSentences(c.reasoning || c.answer, room - 20);
  return [
    `**${words.reasoning.comparison(c.number)}.** ${shownWords(words, c)}. **${verdictWords(words, c)}**`,
    `-# ${callWords(words, c)}`,
    ...c.notes.slice(0, 4).map((note) => `-# ${quoteLine(note, 160)}`),
    ...(why === '' ? [] : [`> ${quoteLine(named(words, why, c), room)}`]),
  ];
}

const shownWords = (words: Words, { first, second, sample }: ComparisonRow) =>
  words.reasoning.shown(candidateName(words, first), candidateName(words, second), sample + 1);

const named = (words: Words, said: string, c: ComparisonRow) =>
  putBack(said, c.format, candidateName(words, c.first), candidateName(words, c.second));

const callWords = (words: Words, c: ComparisonRow) =>
  `${modelLabel(c.model)} · ${c.format} v${c.formatVersion} · ${words.reasoning.tokens(c.outputTokens ?? 0)} · ${words.decimal(c.latencyMs / 1000, 1)} s${c.costUsd === null ? '' : ` · $${words.decimal(c.costUsd, 4)}`}`;

/** A comparison in the file: everything that the judge wrote, with the candidates' numbers put back. */
function wholeComparison(words: Words, c: ComparisonRow): string {
  const parts = [
    `# ${words.reasoning.comparison(c.number)}`,
    `${shownWords(words, c)}.\n\n${words.reasoning.verdict}: ${verdictWords(words, c)}.\n\n${callWords(words, c)}`,
    ...(c.notes.length > 0 ? [c.notes.map((note) => `- ${note}`).join('\n')] : []),
    `## ${words.reasoning.chainOfThought}\n\n${named(words, c.reasoning, c).trim() || words.reasoning.gaveNone}`,
    `## ${words.reasoning.answer}\n\n${named(words, c.answer, c).trim() || words.reasoning.gaveNone}`,
  ];
  return parts.join('\n\n');
}
