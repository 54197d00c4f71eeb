import { cholesky } from '../linear.ts';
import { densityOverBelow, normalBelow } from './normal.ts';

/** A Gaussian over parameters that are independent beforehand. */
export interface Gaussian {
  readonly mean: Float64Array;
  /** Row by row. */
  readonly covariance: Float64Array;
  /** The standard deviations before anything was known. */
  readonly deviations: readonly number[];
}

/** A weighted sum of a few parameters. */
export type Row = { at: number; times: number }[];

/** One verdict: whether a row plus standard normal noise is above 0 (sign 1) or below (sign −1). */
export interface Site {
  row: Row;
  sign: 1 | -1;
}

export function priorOf(deviations: readonly number[]): Gaussian {
  const size = deviations.length;
  const covariance = new Float64Array(size * size);
  deviations.forEach((deviation, i) => {
    covariance[i * size + i] = deviation ** 2;
  });
  return { mean: new Float64Array(size), covariance, deviations };
}

/** The covariance of each parameter with a row, and the row's variance. */
export function varianceAlong({ mean, covariance }: Gaussian, row: Row): { direction: Float64Array; variance: number } {
  const size = mean.length;
  const direction = new Float64Array(size);
  for (const { at, times } of row) {
    const from = at * size;
    for (let i = 0; i < size; i++) direction[i]! += times * covariance[from + i]!;
  }
  return { direction, variance: meanAlong(direction, row) };
}

/** @returns a covariance from which `share` times the outer square of `direction` is taken */
export function narrow({ covariance }: Gaussian, direction: Float64Array, share: number): Float64Array {
  const narrowed = Float64Array.from(covariance);
  take(narrowed, direction, share);
  return narrowed;
}

const MOST_SWEEPS = 60;
/** In standard deviations of the outcome. */
const CLOSE_ENOUGH = 1e-6;

/**
 * Conditions a Gaussian on verdicts, in place, by expectation propagation: each verdict is stood for by a
 * Gaussian factor, and factors are matched in turn until none moves.
 * Source: Rasmussen and Williams (2006), algorithm 3.5; the evidence is their equation 3.65.
 * @returns the log marginal likelihood of the verdicts, worked out when it is asked for
 */
export function settle({ mean, covariance, deviations }: Gaussian, sites: readonly Site[]): () => number {
  const gaussian = { mean, covariance, deviations };
  const factors = sites.map((site) => ({ ...site, precision: 0, pull: 0, evidence: 0 }));
  for (let sweep = 0, moved = 1; sweep < MOST_SWEEPS && moved > CLOSE_ENOUGH; sweep++) {
    moved = 0;
    for (const factor of factors) {
      const { direction, variance } = varianceAlong(gaussian, factor.row);
      const here = meanAlong(mean, factor.row);
      // The cavity: what is known without this verdict.
      const precision = 1 / variance - factor.precision;
      const without = { variance: 1 / precision, mean: (here / variance - factor.pull) / precision };
      const spread = Math.sqrt(1 + without.variance);
      const z = (factor.sign * without.mean) / spread;
      const ratio = densityOverBelow(z);
      const moments = {
        mean: without.mean + (factor.sign * without.variance * ratio) / spread,
        variance: without.variance - (without.variance ** 2 * ratio * (z + ratio)) / (1 + without.variance),
      };
      const next = { precision: Math.max(0, 1 / moments.variance - precision), pull: 0 };
      next.pull = moments.mean * (precision + next.precision) - without.mean * precision;
      const morePrecision = next.precision - factor.precision;
      const morePull = next.pull - factor.pull;
      const scale = 1 / (1 + morePrecision * variance);
      const step = (morePull - morePrecision * here) * scale;
      for (let i = 0; i < mean.length; i++) mean[i]! += direction[i]! * step;
      take(covariance, direction, morePrecision * scale);
      factor.precision = next.precision;
      factor.pull = next.pull;
      factor.evidence =
        Math.log(Math.max(normalBelow(z), Number.MIN_VALUE)) +
        0.5 * Math.log(1 + next.precision * without.variance) +
        0.5 *
          (without.mean ** 2 * precision - (without.mean * precision + next.pull) ** 2 / (precision + next.precision));
      moved = Math.max(moved, Math.abs(meanAlong(mean, factor.row) - here) / spread);
    }
  }
  return () => {
    let evidence = 0.5 * logShrinkage(covariance, deviations);
    for (const factor of factors) evidence += factor.evidence + 0.5 * factor.pull * meanAlong(mean, factor.row);
    return evidence;
  };
}

/** The log of the covariance's determinant over that of the prior's. */
function logShrinkage(covariance: Float64Array, deviations: readonly number[]): number {
  const size = deviations.length;
  const factor = cholesky(covariance, size);
  return deviations.reduce((sum, deviation, i) => sum + 2 * Math.log(factor[i * size + i]! / deviation), 0);
}

/** A row's weighted sum of values. */
export function meanAlong(values: Float64Array, row: Row): number {
  let sum = 0;
  for (const { at, times } of row) sum += times * values[at]!;
  return sum;
}

function take(matrix: Float64Array, direction: Float64Array, share: number): void {
  const size = direction.length;
  for (let i = 0; i < size; i++) {
    const times = direction[i]! * share;
    if (times === 0) continue;
    const from = i * size;
    for (let j = 0; j < size; j++) matrix[from + j]! -= times * direction[j]!;
  }
}
