import type { ComparisonRow } from '../../../db/repo/comparisons.ts';
import { scoresIn } from '../../reward.ts';
import type { Words } from '../words/words.ts';
import { candidateName } from './candidate-name.ts';
import { type Match, winnerOf } from './matches.ts';

/** The verdict of one comparison, or why it does not count. */
export function verdictWords(
  words: Words,
  c: Pick<ComparisonRow, 'verdict' | 'invalidReason' | 'first' | 'second' | 'conflict' | 'forced'>,
): string {
  const winner = winnerOf(c);
  if (winner === null) return words.reasoning.invalid[c.invalidReason ?? 'no-marker'];
  return words.reasoning.better(candidateName(words, winner), c.conflict, c.forced);
}

/** The score of a match, such as "Candidate 2 won 2–1". */
export function scoreWords(words: Words, { a, b, winsA, winsB }: Match): string {
  if (winsA + winsB === 0) return words.reasoning.noScore;
  if (winsA === winsB) return words.reasoning.level(`${winsA}–${winsB}`);
  const [winner, most, least] = winsA > winsB ? [a, winsA, winsB] : [b, winsB, winsA];
  return words.reasoning.won(candidateName(words, winner), `${most}–${least}`);
}

/** Whether a match was judged in both orders, and they name different winners. */
export function ordersDisagree({ a, comparisons }: Match): boolean {
  const winners = (isGiven: boolean) =>
    new Set(comparisons.filter(({ first }) => (first === a) === isGiven).flatMap((row) => winnerOf(row) ?? []));
  const [given, swapped] = [winners(true), winners(false)];
  return given.size > 0 && swapped.size > 0 && new Set([...given, ...swapped]).size > 1;
}

/** Whether the verdicts depended on the order in which the two replies were shown. */
export function orderWords({ reasoning }: Words, match: Match): string {
  const { a } = match;
  const valid = match.comparisons.filter(({ verdict }) => verdict !== 'invalid');
  const given = valid.filter(({ first }) => first === a);
  const swapped = valid.filter(({ first }) => first !== a);
  if (valid.length === 0) return reasoning.noneCounts;
  if (valid.every(({ params }) => scoresIn(params) !== null)) return reasoning.noOrder;
  if (given.length === 0 || swapped.length === 0) return reasoning.oneOrder;
  const all = (rows: readonly ComparisonRow[], verdict: 'first' | 'second') =>
    rows.every((row) => row.verdict === verdict);
  if (all(given, 'first') && all(swapped, 'second')) return reasoning.sameInBoth;
  if (all(given, 'second') && all(swapped, 'first')) return reasoning.sameInBoth;
  if (all(valid, 'first')) return reasoning.byPlace('first');
  if (all(valid, 'second')) return reasoning.byPlace('second');
  return reasoning.notAlways;
}
