import jstat from 'jstat';
import { cholesky, inverse, solve } from '../linear.ts';
import type { Figure } from './statistic.ts';

export interface LogisticRow {
  /** The outcome: 1, 0, or between where something is half so. */
  y: number;
  /** The non-zero terms: index of the coefficient, value. */
  terms: readonly (readonly [coefficient: number, value: number])[];
  cluster: string;
}

/**
 * Logistic regression with cluster-robust 95 % intervals: the sandwich of score and curvature over clusters,
 * each cluster's score corrected for its own leverage (CR3, the one-step jackknife over clusters), with
 * Student's t at clusters − 1 degrees of freedom. n: rows.
 * Source: Huber 1967; White 1982; Bell and McCaffrey 2002; MacKinnon, Nielsen and Webb 2023.
 * @param k number of coefficients
 * @param ridge precision of a normal prior around 0; keeps coefficients finite where the data would have them
 * infinite
 * @returns coefficients as log-odds; no bounds for one that fewer than two clusters speak of
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
    // A long step is taken in parts: far out the curve is flat, and a whole step would overshoot.
    const longest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const part = Math.min(1, 2 / Math.max(longest, 1e-12));
    for (let i = 0; i < k; i++) beta[i]! += part * step[i]!;
    if (longest < 1e-10) break;
  }
  const half = halfWidths(rows, beta, inverse(factor, k));
  return Array.from(beta, (value, i) => ({
    value,
    low: Number.isFinite(half[i]) ? value - half[i]! : null,
    high: Number.isFinite(half[i]) ? value + half[i]! : null,
    n: rows.length,
  }));
}

function expected(beta: Float64Array, terms: LogisticRow['terms']): number {
  let eta = 0;
  for (const [i, x] of terms) eta += beta[i]! * x;
  return 1 / (1 + Math.exp(-eta));
}

/** NaN where there are too few clusters to tell. */
function halfWidths(rows: readonly LogisticRow[], beta: Float64Array, bread: Float64Array): Float64Array {
  const k = beta.length;
  const clusters = Map.groupBy(rows, ({ cluster }) => cluster);
  const variance = new Float64Array(k);
  const seen = new Int32Array(k);
  for (const own of clusters.values()) {
    const { touched, score, curvature } = contribution(own, beta);
    const m = touched.length;
    // Solves (I − H_g · H⁻¹) · x = s_g, which is 0 but for the coefficients that the cluster touches.
    const system = Array.from({ length: m }, (_, i) =>
      Array.from({ length: m }, (_, j) => {
        let pull = 0;
        for (let l = 0; l < m; l++) pull += curvature[i * m + l]! * bread[touched[l]! * k + touched[j]!]!;
        return (i === j ? 1 : 0) - pull;
      }),
    );
    const right = solveGeneral(system, score);
    for (const i of touched) seen[i]! += 1;
    for (let i = 0; i < k; i++) {
      let moved = 0;
      for (let j = 0; j < m; j++) moved += bread[i * k + touched[j]!]! * right[j]!;
      variance[i]! += moved * moved;
    }
  }
  const g = clusters.size;
  const t = g > 1 ? jstat.studentt.inv(0.975, g - 1) * Math.sqrt((g - 1) / g) : Number.NaN;
  return variance.map((value, i) => (seen[i]! > 1 ? t * Math.sqrt(value) : Number.NaN));
}

/** What one cluster adds to score and curvature, for the coefficients that it touches. */
function contribution(rows: readonly LogisticRow[], beta: Float64Array) {
  const place = new Map<number, number>();
  for (const { terms } of rows) for (const [i] of terms) if (!place.has(i)) place.set(i, place.size);
  const m = place.size;
  const score = new Array<number>(m).fill(0);
  const curvature = new Float64Array(m * m);
  for (const { y, terms } of rows) {
    const p = expected(beta, terms);
    for (const [i, x] of terms) {
      score[place.get(i)!]! += (y - p) * x;
      for (const [j, z] of terms) curvature[place.get(i)! * m + place.get(j)!]! += p * (1 - p) * x * z;
    }
  }
  return { touched: [...place.keys()], score, curvature };
}

/** Solves A·x = b by Gaussian elimination with pivoting. Both arguments are overwritten. */
function solveGeneral(a: number[][], b: number[]): number[] {
  const n = b.length;
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(a[r]![c]!) > Math.abs(a[pivot]![c]!)) pivot = r;
    [a[c], a[pivot]] = [a[pivot]!, a[c]!];
    [b[c], b[pivot]] = [b[pivot]!, b[c]!];
    for (let r = c + 1; r < n; r++) {
      const times = a[r]![c]! / a[c]![c]!;
      for (let j = c; j < n; j++) a[r]![j]! -= times * a[c]![j]!;
      b[r]! -= times * b[c]!;
    }
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let j = r + 1; j < n; j++) b[r]! -= a[r]![j]! * b[j]!;
    b[r]! /= a[r]![r]!;
  }
  return b;
}
