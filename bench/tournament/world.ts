import type { Verdict } from '../../src/terms.ts';
import type { NextComparison } from '../../src/tournament/tournament.ts';
import { gauss, uniform } from './random.ts';

/** One kind of ask and judge. All in logits. */
export interface Scenario {
  name: string;
  /** Strengths of n candidates, with a standard deviation near 1. */
  strengths: (n: number, key: number) => number[];
  /** The judge's sensitivity: logits per unit of strength. */
  slope: number;
  /** Standard deviation of the pair error, which is the same at every call. */
  pairError: number;
  /** Standard deviation of the error about a pair in one order, which is the same at every call. */
  orderError?: number;
  /** Standard deviation of the position bias, over asks. */
  firstSlot: number;
  /** Standard deviation of how the judge likes a candidate's style. */
  style?: number;
  /** How far the position bias drifts from call to call. */
  drift?: number;
  invalid: number;
  /** The factor on sensitivity with a longer budget, by tier. */
  tiers?: readonly [number, number, number];
}

/** One ask: its candidates and its judge. */
export interface World {
  strengths: readonly number[];
  /** The verdict of the `sample`-th call on these two in this order; `call` counts the ask's calls. */
  verdict: (next: NextComparison, sample: number, call: number) => Verdict;
  /** Seconds that this call takes: heavy-tailed, 29 on average. */
  seconds: (call: number) => number;
  /** When each candidate is there, in seconds. */
  arrivals: readonly number[];
  /** The pick of a judge without noise and without position bias: most expected wins. */
  noiseless: number;
}

export function worldOf(scenario: Scenario, n: number, key: number): World {
  const strengths = scenario.strengths(n, key);
  const styles = strengths.map((_, i) => (scenario.style ?? 0) * gauss(key, 11, i));
  const firstSlot = scenario.firstSlot * gauss(key, 12);
  const judged = (a: number, b: number) => {
    const error = scenario.pairError * gauss(key, 13, Math.min(a, b), Math.max(a, b)) * (a < b ? 1 : -1);
    return scenario.slope * (strengths[a]! - strengths[b]!) + styles[a]! - styles[b]! + error;
  };
  const sums = strengths.map((_, a) => strengths.reduce((sum, _s, b) => sum + (a === b ? 0 : judged(a, b)), 0));
  return {
    strengths,
    noiseless: sums.indexOf(Math.max(...sums)),
    arrivals: strengths.map((_, i) => 18 * Math.exp(0.6 * gauss(key, 14, i))),
    seconds: (call) => 22.9 * Math.exp(0.7 * gauss(key, 15, call)),
    verdict({ first, second, tier }, sample, call) {
      if (uniform(key, 16, first, second, sample) < scenario.invalid) return 'invalid';
      const drift = scenario.drift ? scenario.drift * Math.sqrt(call) * gauss(key, 17, call >> 2) : 0;
      const sharper = scenario.tiers?.[tier] ?? 1;
      const ofOrder = (scenario.orderError ?? 0) * gauss(key, 19, first, second);
      const logit = sharper * judged(first, second) + ofOrder + firstSlot + drift;
      return uniform(key, 18, first, second, sample) < 1 / (1 + Math.exp(-logit)) ? 'first' : 'second';
    },
  };
}
