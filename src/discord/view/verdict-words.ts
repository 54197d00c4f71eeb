import type { ComparisonRow } from '../../../db/repo/comparisons.ts';
import { candidateName } from './candidate-name.ts';
import { type Match, winnerOf } from './matches.ts';

const invalidWords = {
  'no-marker': 'no verdict: the judge named neither',
  truncated: 'no verdict: the judge ran out of tokens',
  empty: 'no verdict: the judge answered nothing',
  refused: 'no verdict: the judge declined',
  unavailable: 'no verdict: the judge could not be asked',
} as const;

/** What one comparison said. */
export function verdictWords(
  c: Pick<ComparisonRow, 'verdict' | 'invalidReason' | 'first' | 'second' | 'conflict' | 'forced'>,
): string {
  const winner = winnerOf(c);
  if (winner === null) return invalidWords[c.invalidReason ?? 'no-marker'];
  return `${candidateName(winner)} is better${c.conflict ? ' (it named both; the last one counts)' : ''}${c.forced ? ' (forced: its thinking budget ran out)' : ''}`;
}

/** How a match went, in a few words: "Candidate 2 won 2–1". */
export function scoreWords({ a, b, winsA, winsB }: Match): string {
  if (winsA + winsB === 0) return 'no verdict that counts';
  if (winsA === winsB) return `level, ${winsA}–${winsB}`;
  const [winner, most, least] = winsA > winsB ? [a, winsA, winsB] : [b, winsB, winsA];
  return `${candidateName(winner)} won ${most}–${least}`;
}

/** What the two orders say together: whether the judge went by the replies, or by which came first. */
export function orderWords(match: Match): string {
  const { a } = match;
  const valid = match.comparisons.filter(({ verdict }) => verdict !== 'invalid');
  const given = valid.filter(({ first }) => first === a);
  const swapped = valid.filter(({ first }) => first !== a);
  if (valid.length === 0) return 'None of its verdicts counts, so this match says nothing.';
  if (given.length === 0 || swapped.length === 0) return 'Asked in one order only.';
  const all = (rows: readonly ComparisonRow[], verdict: 'first' | 'second') =>
    rows.every((row) => row.verdict === verdict);
  if (all(given, 'first') && all(swapped, 'second')) return 'The same in both orders.';
  if (all(given, 'second') && all(swapped, 'first')) return 'The same in both orders.';
  if (all(valid, 'first') || all(valid, 'second'))
    return `In both orders it took the one shown ${valid[0]?.verdict}: here it may have gone by the order rather than by the replies.`;
  return 'It did not always say the same.';
}
