import { seeded } from '../seeded.ts';
import { cholesky } from './linear.ts';
import { findMode } from './mode.ts';
import { standardNormals } from './normal.ts';
import type { Prior } from './prior.ts';
import { spreadAround } from './spread.ts';
import { type PairTally, tallyPairs } from './tally.ts';
import type { Comparison } from './tournament.ts';

/** What an ask's verdicts say about the prior that they come from. */
export interface Evidence {
  /** Logarithm of their probability under it. */
  height: number;
  /** Its derivatives by the logarithms of the three standard deviations: strength, pair error, first slot. */
  slope: [number, number, number];
}

/** Draws an ask, and half of them are mirror images of the other half. */
const DRAWS = 64;
/** The draws reach further than Laplace's approximation, whose tails are too light for few verdicts. */
const WIDER = 1.25;
/** A standard normal by the trapezoid rule, which is exact to many digits for smooth functions. */
const GRID = Array.from({ length: 15 }, (_, i) => (i - 7) / 2).map((z) => ({ z, weight: Math.exp(-0.5 * z * z) }));
const TOTAL = GRID.reduce((sum, { weight }) => sum + weight, 0);

/**
 * Strengths and first-slot preference are integrated out by importance sampling around Laplace's approximation, each pair's own error by a grid: Laplace's
 * approximation alone finds far too little pair error where a pair has one or two verdicts. The slope is Fisher's identity: what the posterior expects of the
 * squares. Each ask needs a `seed` of its own, or the errors of the sampling would add up instead of cancelling out.
 */
export function evidenceFor(comparisons: readonly Comparison[], seed: string): (prior: Prior) => Evidence {
  const valid = comparisons.filter(({ verdict }) => verdict === 'first' || verdict === 'second');
  const slots = [...new Set(valid.flatMap(({ first, second }) => [first, second]))].sort((a, b) => a - b);
  const m = slots.length;
  if (m === 0) return () => ({ height: 0, slope: [0, 0, 0] });
  const all = tallyPairs(slots, valid);
  const pairs = all.filter(({ aFirst, bFirst }) => aFirst.valid + bFirst.valid > 0);
  const size = m + 1;
  const draws = standardNormals(seeded(seed, 'evidence'), (DRAWS / 2) * size);

  return (prior) => {
    const mode = findMode(all, m, prior);
    const factor = cholesky(spreadAround(mode, all, m, prior, false).covariance, size);
    const deviations = Float64Array.from({ length: size }, (_, i) => (i < m ? prior.strength : prior.firstSlot));
    let jacobian = 0;
    for (let i = 0; i < size; i++) {
      jacobian += Math.log(((factor[i * size + i] as number) * WIDER) / (deviations[i] as number));
    }
    const at = new Float64Array(size);
    const terms = Array.from({ length: DRAWS }, (_, draw): Term => {
      const from = (draw >> 1) * size;
      const sign = draw % 2 === 0 ? WIDER : -WIDER;
      let log = jacobian;
      const squares: Term['squares'] = [0, 0, 0];
      for (let i = 0; i < size; i++) {
        let change = 0;
        for (let k = 0; k <= i; k++) change += (factor[i * size + k] as number) * (draws[from + k] as number);
        at[i] = (mode.mean[i] as number) + sign * change;
        const square = ((at[i] as number) / (deviations[i] as number)) ** 2;
        squares[i < m ? 0 : 2] += square;
        // Target over proposal, two Gaussian densities.
        log += 0.5 * ((draws[from + i] as number) ** 2 - square);
      }
      for (const pair of pairs) {
        const { likelihood, square } = overError(pair, at, m, prior.pairError);
        log += Math.log(likelihood);
        squares[1] += square;
      }
      return { log, squares };
    });
    return average(terms, [m, pairs.length, 1]);
  };
}

interface Term {
  log: number;
  squares: [number, number, number];
}

/** The probability of a pair's verdicts over its own error, and what they leave of the error's scaled square. */
function overError({ a, b, aFirst, bFirst }: PairTally, at: Float64Array, m: number, pairError: number) {
  const apart = (at[a] as number) - (at[b] as number);
  const slot = at[m] as number;
  let likelihood = 0;
  let square = 0;
  for (const { z, weight } of GRID) {
    const logit = apart + pairError * z;
    const here =
      weight * chanceOf(aFirst.forA, aFirst.valid, logit + slot) * chanceOf(bFirst.forA, bFirst.valid, logit - slot);
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

function average(terms: readonly Term[], expected: readonly [number, number, number]): Evidence {
  const highest = Math.max(...terms.map(({ log }) => log));
  let total = 0;
  const sums = [0, 0, 0];
  for (const { log, squares } of terms) {
    const weight = Math.exp(log - highest);
    total += weight;
    squares.forEach((square, i) => {
      sums[i] = (sums[i] as number) + weight * square;
    });
  }
  const slope = expected.map((count, i) => (sums[i] as number) / total - count) as [number, number, number];
  return { height: highest + Math.log(total / terms.length), slope };
}
