import { type Statistic, share } from './statistic.ts';

/** One verdict of a judge on a pair in a given order. */
export interface Verdict {
  cluster: string;
  first: string;
  second: string;
  verdict: 'first' | 'second';
}

/** Position bias: how often the judge prefers what is shown first; .5 means none. n: valid verdicts. */
export const firstSlotRate: Statistic<Verdict> = share(({ verdict }) => [verdict === 'first' ? 1 : 0, 1]);

/** The verdicts on one pair of one cluster. */
export interface PairVerdicts {
  cluster: string;
  /**
   * Wins of one side when it was shown first, out of all verdicts in that order; and when it was shown
   * second.
   */
  asFirst: readonly [wins: number, of: number];
  asSecond: readonly [wins: number, of: number];
}

/** Groups verdicts by pair, whichever side was shown first. */
export function pairVerdicts(verdicts: Iterable<Verdict>): PairVerdicts[] {
  const pairs = new Map<string, { cluster: string; asFirst: [number, number]; asSecond: [number, number] }>();
  for (const { cluster, first, second, verdict } of verdicts) {
    const [one] = [first, second].sort();
    const key = JSON.stringify([cluster, ...[first, second].sort()]);
    const pair = pairs.get(key) ?? { cluster, asFirst: [0, 0], asSecond: [0, 0] };
    pairs.set(key, pair);
    const side = first === one ? pair.asFirst : pair.asSecond;
    side[0] += (verdict === 'first') === (first === one) ? 1 : 0;
    side[1] += 1;
  }
  return [...pairs.values()];
}

/**
 * Flip rate: over pairs judged in both orders, the share of combinations of two verdicts that name different
 * winners. 0 for a judge that never changes its mind, .5 for a coin. n: pairs judged in both orders.
 */
export const flipRate: Statistic<PairVerdicts> = share(({ asFirst: [a, n], asSecond: [b, m] }) =>
  n === 0 || m === 0 ? [0, 0] : [(a / n) * (1 - b / m) + (1 - a / n) * (b / m), 1],
);

/** One choice between A and B. */
export interface SidedChoice {
  cluster: string;
  chose: 'a' | 'b';
  /** Characters. */
  lengthA: number;
  lengthB: number;
}

/** How often people choose the side that stands first. n: choices for a side. */
export const sideRate: Statistic<SidedChoice> = share(({ chose }) => [chose === 'a' ? 1 : 0, 1]);

/** How often the longer text is chosen. n: choices between texts of different length. */
export const longerRate: Statistic<SidedChoice> = share(({ chose, lengthA, lengthB }) =>
  lengthA === lengthB ? [0, 0] : [(chose === 'a') === lengthA > lengthB ? 1 : 0, 1],
);
