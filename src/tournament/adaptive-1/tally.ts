import { winnerOf } from '../field.ts';
import type { Comparison } from '../tournament.ts';

/** The verdicts on one pair of candidates, `a` before `b` by place. */
export interface PairTally {
  readonly a: number;
  readonly b: number;
  aFirst: OrderTally;
  bFirst: OrderTally;
}

export interface OrderTally {
  /** Valid verdicts. */
  valid: number;
  /** Valid verdicts for `a`, whichever was shown first. */
  forA: number;
  invalid: number;
  flying: number;
}

const emptyOrder = (): OrderTally => ({ valid: 0, forA: 0, invalid: 0, flying: 0 });

/**
 * Every pair of `candidates`, in a fixed order, named by their places in that list. Comparisons with others
 * are left out.
 */
export function tallyPairs(candidates: readonly number[], comparisons: readonly Comparison[]): PairTally[] {
  const places = new Map(candidates.map((candidate, place) => [candidate, place]));
  const m = candidates.length;
  const pairs: PairTally[] = [];
  for (let a = 0; a < m; a++) {
    for (let b = a + 1; b < m; b++) pairs.push({ a, b, aFirst: emptyOrder(), bFirst: emptyOrder() });
  }
  for (const comparison of comparisons) {
    const first = places.get(comparison.first);
    const second = places.get(comparison.second);
    if (first === undefined || second === undefined) continue;
    const pair = pairs[pairIndex(Math.min(first, second), Math.max(first, second), m)]!;
    const order = first < second ? pair.aFirst : pair.bFirst;
    const winner = winnerOf(comparison);
    if (comparison.verdict === null) order.flying++;
    else if (winner === null) order.invalid++;
    else {
      order.valid++;
      if (places.get(winner) === pair.a) order.forA++;
    }
  }
  return pairs;
}

/** The index of the pair of places `a` < `b`, of `m`, in the list of pairs. */
export const pairIndex = (a: number, b: number, m: number): number => (a * (2 * m - a - 1)) / 2 + (b - a - 1);
