import { expectedRise } from '../envelope.ts';
import { expectedExcess } from '../normal.ts';
import { logistic } from './logistic.ts';
import type { Mode } from './mode.ts';
import type { Prior } from './prior.ts';
import type { Spread } from './spread.ts';
import type { PairTally } from './tally.ts';

/**
 * How many calls in a row are looked ahead: one verdict often cannot turn the pick alone, two or three can.
 */
const LOOKS = [1, 2, 3] as const;

/**
 * The knowledge gradient: the expected rise in the strength of the pick when this pair is asked 1, 2 or 3
 * more times, in logits per call; the best of the three.
 * Source: Frazier, Powell and Dayanik (2009), with a lookahead of several calls.
 * @returns 0 when that cannot be more than `toBeat`
 */
export type Gain = (pair: PairTally, index: number, aFirst: boolean, toBeat: number) => number;

/** @returns the gain of each pair around this mode; `m` candidates */
export function gainsAt({ mean, logits }: Mode, { covariance, told }: Spread, m: number, prior: Prior): Gain {
  const size = m + 1;
  const errorPrecision = 1 / prior.pairError ** 2;
  const heights = mean.subarray(0, m);
  const highest = heights.indexOf(Math.max(...heights));
  const slopes = new Float64Array(m);

  return ({ a, b }, index, aFirst, toBeat) => {
    const { both, imbalance } = told[index]!;
    const known = both + errorPrecision;
    let best = 0;
    for (const looks of LOOKS) {
      // The mean answer is a sum of strengths, position bias and the pair's own error. Orders alternate.
      const toFirstShown = looks % 2 === 0 ? 0 : (aFirst ? 1 : -1) / looks;
      const ofStrength = errorPrecision / known;
      const ofFirstShown = toFirstShown - imbalance / known;
      const along = (i: number) =>
        ofStrength * (covariance[i * size + a]! - covariance[i * size + b]!) + ofFirstShown * covariance[i * size + m]!;
      const variance = ofStrength * (along(a) - along(b)) + ofFirstShown * along(m) + 1 / known;
      const p = logistic(logits[index]! + toFirstShown * mean[m]!);
      const scale = 1 / Math.sqrt(variance + 1 / (looks * p * (1 - p)));
      for (let i = 0; i < m; i++) slopes[i] = along(i) * scale;

      // A cheap upper bound: the sum of what each rival could win alone.
      let bound = 0;
      for (let i = 0; i < m; i++) {
        const gap = mean[highest]! - mean[i]!;
        if (i !== highest) bound += expectedExcess(gap, Math.abs(slopes[highest]! - slopes[i]!));
      }
      if (bound > looks * Math.max(best, toBeat)) best = Math.max(best, expectedRise(heights, slopes, m) / looks);
    }
    return best;
  };
}
