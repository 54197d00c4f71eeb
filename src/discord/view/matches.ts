import type { ComparisonRow } from '../../../db/repo/comparisons.ts';

/** All comparisons of one pair of candidates. `a` was shown first in the first of them. */
export interface Match {
  a: number;
  b: number;
  comparisons: readonly ComparisonRow[];
  /** Valid verdicts for each candidate, and comparisons without a valid one. */
  winsA: number;
  winsB: number;
  invalid: number;
}

/** Groups comparisons by pair, in the order in which the pairs first met. */
export function matchesOf(comparisons: readonly ComparisonRow[]): Match[] {
  const pairs = new Map<string, ComparisonRow[]>();
  for (const comparison of [...comparisons].sort((x, y) => x.number - y.number)) {
    const { first, second } = comparison;
    const key = `${Math.min(first, second)} ${Math.max(first, second)}`;
    const pair = pairs.get(key) ?? [];
    pairs.set(key, pair);
    pair.push(comparison);
  }
  return [...pairs.values()].flatMap((pair) => {
    const [met] = pair;
    if (!met) return [];
    const { first: a, second: b } = met;
    const winsOf = (slot: number) => pair.filter((comparison) => winnerOf(comparison) === slot).length;
    const [winsA, winsB] = [winsOf(a), winsOf(b)];
    return { a, b, comparisons: pair, winsA, winsB, invalid: pair.length - winsA - winsB };
  });
}

/**
 * The slot of the candidate that a comparison names as the better one.
 * @returns null when its verdict does not count
 */
export function winnerOf({
  verdict,
  first,
  second,
}: Pick<ComparisonRow, 'verdict' | 'first' | 'second'>): number | null {
  if (verdict === 'invalid') return null;
  return verdict === 'first' ? first : second;
}
