import jstat from 'jstat';
import { cholesky, inverse, solve } from '../linear.ts';
import type { Outcome } from './rankings.ts';

export interface Strength {
  item: string;
  /** Log-odds of beating an average item; they sum to 0 over all items. */
  strength: number;
  /** 95 %, and null with fewer than two clusters. */
  low: number | null;
  high: number | null;
}

export interface StrengthOptions {
  /**
   * Weight of a ridge (a normal prior around 0 with this precision). It keeps strengths finite where the graph of comparisons falls apart or
   * somebody won everything, and is too small to be seen elsewhere.
   */
  ridge?: number;
}

/**
 * Bradley–Terry strengths (1952) with intervals: a tie is half a win for each; errors from the sandwich of score and curvature (Huber 1967,
 * White 1982) summed over clusters, so that votes on one prompt may depend on each other, with Student's t at clusters − 1 degrees of freedom.
 * Best first. `cluster` of an outcome: what belongs together; each stands alone where nothing is said.
 */
export function strengths(
  outcomes: readonly (Outcome & { cluster?: string })[],
  { ridge = 1e-3 }: StrengthOptions = {},
): Strength[] {
  const items = [...new Set(outcomes.flatMap(({ left, right }) => [left, right]))];
  const index = new Map(items.map((item, i) => [item, i]));
  const k = items.length;
  const rows = outcomes.map(({ left, right, winner, cluster }, i) => ({
    l: index.get(left)!,
    r: index.get(right)!,
    y: winner === 'left' ? 1 : winner === 'tie' ? 0.5 : 0,
    cluster: cluster ?? `${i}`,
  }));

  const theta = new Float64Array(k);
  let factor = new Float64Array(k * k) as Float64Array;
  for (let round = 0; round < 100; round++) {
    const gradient = theta.map((value) => -ridge * value);
    const curvature = new Float64Array(k * k);
    for (let i = 0; i < k; i++) curvature[i * k + i] = ridge;
    for (const { l, r, y } of rows) {
      const p = 1 / (1 + Math.exp(theta[r]! - theta[l]!));
      gradient[l]! += y - p;
      gradient[r]! -= y - p;
      const weight = p * (1 - p);
      curvature[l * k + l]! += weight;
      curvature[r * k + r]! += weight;
      curvature[l * k + r]! -= weight;
      curvature[r * k + l]! -= weight;
    }
    factor = cholesky(curvature, k);
    const step = solve(factor, k, gradient);
    // A long way is gone in parts: far out the curve is flat, and a whole step would overshoot.
    const longest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const part = Math.min(1, 2 / Math.max(longest, 1e-12));
    for (let i = 0; i < k; i++) theta[i]! += part * step[i]!;
    if (longest < 1e-10) break;
  }
  const errors = sandwich(rows, theta, inverse(factor, k));
  return items
    .map((item, i) => {
      const half = errors ? errors.t * errors.of[i]! : null;
      const strength = theta[i]!;
      return {
        item,
        strength,
        low: half === null ? null : strength - half,
        high: half === null ? null : strength + half,
      };
    })
    .sort((a, b) => b.strength - a.strength);
}

interface Row {
  l: number;
  r: number;
  y: number;
  cluster: string;
}

/** Standard errors of every item; null where there are too few clusters to tell. */
function sandwich(rows: readonly Row[], theta: Float64Array, bread: Float64Array) {
  const k = theta.length;
  const scores = new Map<string, Float64Array>();
  for (const { l, r, y, cluster } of rows) {
    const score = scores.get(cluster) ?? new Float64Array(k);
    scores.set(cluster, score);
    const rest = y - 1 / (1 + Math.exp(theta[r]! - theta[l]!));
    score[l]! += rest;
    score[r]! -= rest;
  }
  const clusters = scores.size;
  if (clusters < 2) return null;
  const variance = new Float64Array(k);
  for (const score of scores.values()) {
    for (let i = 0; i < k; i++) {
      let moved = 0;
      for (let j = 0; j < k; j++) moved += bread[i * k + j]! * score[j]!;
      variance[i]! += moved * moved;
    }
  }
  const correction = clusters / (clusters - 1);
  return { t: jstat.studentt.inv(0.975, clusters - 1), of: variance.map((value) => Math.sqrt(correction * value)) };
}
