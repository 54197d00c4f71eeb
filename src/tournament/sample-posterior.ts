import { cholesky } from '../linear.ts';
import { findMode } from './mode.ts';
import type { Prior } from './prior.ts';
import { spreadAround } from './spread.ts';
import type { PairTally } from './tally.ts';

/**
 * The proposal is this much wider than Laplace's approximation, whose tails are too light for few verdicts.
 */
const WIDER = 1.25;
/** Quadrature of a standard normal by the trapezoid rule, exact to many digits for smooth functions. */
const GRID = Array.from({ length: 11 }, (_, i) => (i - 5) * 0.7).map((z) => ({ z, weight: Math.exp(-0.5 * z * z) }));
const TOTAL = GRID.reduce((sum, { weight }) => sum + weight, 0);

/**
 * Importance sampling of strengths and position bias around Laplace's approximation. Each pair's own error is
 * integrated out by quadrature: Laplace's approximation alone finds too little pair error where a pair has
 * one or two verdicts.
 * @param m number of candidates
 * @param normals standard normal numbers, `stride` for each draw; every draw is used with its mirror image
 * @param visit gets strengths by place, then the position bias (the array is used again for the next draw);
 * the log weight of the draw; and the sum over pairs of the expected squared error over its variance
 */
export function samplePosterior(
  pairs: readonly PairTally[],
  m: number,
  prior: Prior,
  normals: Float64Array,
  stride: number,
  visit: (at: Float64Array, logWeight: number, errorSquares: number) => void,
): void {
  const size = m + 1;
  const mode = findMode(pairs, m, prior);
  const factor = cholesky(spreadAround(mode, pairs, m, prior, false).covariance, size);
  const seen = pairs.filter(({ aFirst, bFirst }) => aFirst.valid + bFirst.valid > 0);
  let jacobian = 0;
  const deviations = Float64Array.from({ length: size }, (_, i) => (i < m ? prior.strength : prior.firstSlot));
  for (let i = 0; i < size; i++) {
    jacobian += Math.log((factor[i * size + i]! * WIDER) / deviations[i]!);
  }
  const at = new Float64Array(size);
  for (let draw = 0; draw < (2 * normals.length) / stride; draw++) {
    const from = (draw >> 1) * stride;
    const sign = draw % 2 === 0 ? WIDER : -WIDER;
    let log = jacobian;
    for (let i = 0; i < size; i++) {
      let change = 0;
      for (let k = 0; k <= i; k++) change += factor[i * size + k]! * normals[from + k]!;
      at[i] = mode.mean[i]! + sign * change;
      // Target over proposal, both Gaussian densities.
      log += 0.5 * (normals[from + i]! ** 2 - (at[i]! / deviations[i]!) ** 2);
    }
    let errorSquares = 0;
    for (const pair of seen) {
      const { likelihood, square } = overError(pair, at, m, prior.pairError);
      log += Math.log(likelihood);
      errorSquares += square;
    }
    visit(at, log, errorSquares);
  }
}

/**
 * The probability of a pair's verdicts with its own error integrated out, and the posterior mean of that
 * error's scaled square.
 */
function overError({ a, b, aFirst, bFirst }: PairTally, at: Float64Array, m: number, pairError: number) {
  const apart = at[a]! - at[b]!;
  const firstShown = at[m]!;
  let likelihood = 0;
  let square = 0;
  for (const { z, weight } of GRID) {
    const logit = apart + pairError * z;
    const here =
      weight *
      chanceOf(aFirst.forA, aFirst.valid, logit + firstShown) *
      chanceOf(bFirst.forA, bFirst.valid, logit - firstShown);
    likelihood += here;
    square += here * z * z;
  }
  return {
    likelihood: Math.max(likelihood / TOTAL, Number.MIN_VALUE),
    square: likelihood > 0 ? square / likelihood : 1,
  };
}

function chanceOf(wins: number, of: number, logit: number): number {
  const p = 1 / (1 + Math.exp(-logit));
  let chance = 1;
  for (let i = 0; i < of; i++) chance *= i < wins ? p : 1 - p;
  return chance;
}
