import jstat from 'jstat';
import { cholesky, inverse, solve } from '../linear.ts';
import type { Figure } from './statistic.ts';

export interface LogisticRow {
  /** 1, 0, or between where something is half so. */
  y: number;
  /** The terms that are not 0: number of the coefficient, value. */
  terms: readonly (readonly [coefficient: number, value: number])[];
  cluster: string;
}

/**
 * Logistic regression: coefficients as log-odds with 95 % intervals from the sandwich of score and curvature (Huber 1967, White 1982) summed over
 * clusters, so that votes on one prompt may depend on each other, with Student's t at clusters − 1 degrees of freedom. No bounds with fewer than
 * two clusters. n: rows. `ridge`: a normal prior around 0 with this precision; it keeps coefficients finite where the data would have them
 * infinite.
 */
export function logisticRegression(rows: readonly LogisticRow[], k: number, ridge: number): Figure[] {
  const beta = new Float64Array(k);
  let factor = new Float64Array(k * k) as Float64Array;
  for (let round = 0; round < 100; round++) {
    const gradient = beta.map((value) => -ridge * value);
    const curvature = new Float64Array(k * k);
    for (let i = 0; i < k; i++) curvature[i * k + i] = ridge;
    for (const { y, terms } of rows) {
      const p = expected(beta, terms);
      const weight = p * (1 - p);
      for (const [i, x] of terms) {
        gradient[i]! += (y - p) * x;
        for (const [j, z] of terms) curvature[i * k + j]! += weight * x * z;
      }
    }
    factor = cholesky(curvature, k);
    const step = solve(factor, k, gradient);
    // A long way is gone in parts: far out the curve is flat, and a whole step would overshoot.
    const longest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const part = Math.min(1, 2 / Math.max(longest, 1e-12));
    for (let i = 0; i < k; i++) beta[i]! += part * step[i]!;
    if (longest < 1e-10) break;
  }
  const half = halfWidths(rows, beta, inverse(factor, k));
  return Array.from(beta, (value, i) => ({
    value,
    low: half ? value - half[i]! : null,
    high: half ? value + half[i]! : null,
    n: rows.length,
  }));
}

function expected(beta: Float64Array, terms: LogisticRow['terms']): number {
  let eta = 0;
  for (const [i, x] of terms) eta += beta[i]! * x;
  return 1 / (1 + Math.exp(-eta));
}

/** null where there are too few clusters to tell. */
function halfWidths(rows: readonly LogisticRow[], beta: Float64Array, bread: Float64Array): Float64Array | null {
  const k = beta.length;
  const scores = new Map<string, Map<number, number>>();
  for (const { y, terms, cluster } of rows) {
    const score = scores.get(cluster) ?? new Map<number, number>();
    scores.set(cluster, score);
    const rest = y - expected(beta, terms);
    for (const [i, x] of terms) score.set(i, (score.get(i) ?? 0) + rest * x);
  }
  const clusters = scores.size;
  if (clusters < 2) return null;
  const variance = new Float64Array(k);
  for (const score of scores.values()) {
    for (let i = 0; i < k; i++) {
      let moved = 0;
      for (const [j, amount] of score) moved += bread[i * k + j]! * amount;
      variance[i]! += moved * moved;
    }
  }
  const t = jstat.studentt.inv(0.975, clusters - 1) * Math.sqrt(clusters / (clusters - 1));
  return variance.map((value) => t * Math.sqrt(value));
}
