import type { ComparisonRow } from '../../../db/repo/comparisons.ts';
import { excerpt } from '../excerpt.ts';
import type { Words } from '../words/words.ts';
import { quoteLine, type ViewFile } from './blocks.ts';
import { candidateName, modelLabel } from './candidate-name.ts';
import { decisiveSentences } from './decisive-sentences.ts';
import type { Match } from './matches.ts';
import { putBack } from './put-back.ts';
import { ordersDisagree, orderWords, scoreWords, verdictWords } from './verdict-words.ts';

const ROOM = 3200;

/**
 * One match: its two replies, then each comparison with its order, verdict and decisive sentences. Where the
 * two orders disagree, that comes first, and the comparisons stand in pairs of both orders. The whole chains
 * of thought are attached as one file.
 *
 * @param replies what the two wrote, in lines.
 */
export function reasoningMatch(
  words: Words,
  match: Match,
  at: number,
  last: number,
  replies = '',
): { body: string; files: ViewFile[] } {
  const disagree = ordersDisagree(match);
  const comparisons = disagree ? inPairs(match) : match.comparisons;
  const each = Math.floor((ROOM - 300 - replies.length) / comparisons.length) - 220;
  const score = `**${scoreWords(words, match)}.** ${orderWords(words, match)}`;
  const body = [
    `### ${words.reasoning.match(at, last, candidateName(words, match.a), candidateName(words, match.b))}`,
    ...(disagree ? [`⚠️ **${words.reasoning.disagree}**`] : []),
    score.replace(/\*\*\w/, (start) => start.toUpperCase()),
    ...(replies === '' ? [] : ['', replies]),
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

/** The comparisons in pairs: the first of each order, then the second of each, and so on. */
function inPairs({ a, comparisons }: Match): ComparisonRow[] {
  const given = comparisons.filter(({ first }) => first === a);
  const swapped = comparisons.filter(({ first }) => first !== a);
  return given.flatMap((row, at) => [row, ...(swapped[at] ? [swapped[at]] : [])]).concat(swapped.slice(given.length));
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
