import jstat from 'jstat';
import { cholesky, inverse, solve } from '../linear.ts';
import type { Outcome } from './rankings.ts';
import type { Strength, StrengthOptions } from './strengths.ts';

export interface Davidson {
  /** Log-odds against an average item, ties left out; best first; they sum to 0. */
  strengths: Strength[];
  /** ν: two equal items tie with probability ν / (2 + ν). */
  ties: number;
}

type Row = Outcome & { cluster?: string };

/**
 * Probabilities of left, right and a tie where strengths differ by d: e^(d/2), e^(−d/2) and ν, over their
 * sum.
 */
function chances(difference: number, ties: number) {
  const [left, right] = [Math.exp(difference / 2), Math.exp(-difference / 2)];
  const all = left + right + ties;
  return { left: left / all, right: right / all, tie: ties / all };
}

/**
 * Bradley–Terry with ties as an outcome of their own: P(tie) is proportional to ν times the geometric mean of
 * both strengths, so equal items tie most. Maximum likelihood by Newton's method. 95 % intervals by the
 * sandwich estimator over clusters, with Student's t at clusters − 1; null with fewer than two. A ridge keeps
 * strengths, and ν where there is no tie or nothing else, finite.
 * Source: Davidson 1970; White 1982.
 */
export function davidson(outcomes: readonly Row[], { ridge = 1e-3 }: StrengthOptions = {}): Davidson {
  const items = [...new Set(outcomes.flatMap(({ left, right }) => [left, right]))];
  const index = new Map(items.map((item, i) => [item, i]));
  const k = items.length;
  const size = k + 1;
  const beta = new Float64Array(size);
  const rows = outcomes
    .map(({ left, right, winner, cluster }, i) => ({
      l: index.get(left)!,
      r: index.get(right)!,
      // What is counted: half of a difference won or lost, and a tie.
      won: winner === 'left' ? 0.5 : winner === 'right' ? -0.5 : 0,
      tied: winner === 'tie' ? 1 : 0,
      cluster: cluster ?? `${i}`,
    }))
    .filter(({ l, r }) => l !== r);
  const pullOf = ({ l, r, won, tied }: (typeof rows)[number]) => {
    const p = chances(beta[l]! - beta[r]!, Math.exp(beta[k]!));
    return { p, move: won - (p.left - p.right) / 2, tie: tied - p.tie };
  };

  let factor: Float64Array = new Float64Array(size * size);
  for (let round = 0; round < 200; round++) {
    const gradient = beta.map((value) => -ridge * value);
    const curvature = new Float64Array(size * size);
    for (let i = 0; i < size; i++) curvature[i * size + i] = ridge;
    for (const row of rows) {
      const { p, move, tie } = pullOf(row);
      const lead = (p.left - p.right) / 2;
      const spread = (p.left + p.right) / 4 - lead ** 2;
      const terms = [[row.l, 1] as const, [row.r, -1] as const];
      for (const [i, sign] of terms) {
        gradient[i]! += sign * move;
        for (const [j, other] of terms) curvature[i * size + j]! += sign * other * spread;
        curvature[i * size + k]! -= sign * lead * p.tie;
        curvature[k * size + i]! -= sign * lead * p.tie;
      }
      gradient[k]! += tie;
      curvature[k * size + k]! += p.tie * (1 - p.tie);
    }
    factor = cholesky(curvature, size);
    const step = solve(factor, size, gradient);
    const longest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const part = Math.min(1, 1 / Math.max(longest, 1e-12));
    for (let i = 0; i < size; i++) beta[i]! += part * step[i]!;
    if (longest < 1e-10) break;
  }

  const half = halfWidths();
  return {
    strengths: items
      .map((item, i) => ({
        item,
        strength: beta[i]!,
        low: half === null ? null : beta[i]! - half[i]!,
        high: half === null ? null : beta[i]! + half[i]!,
      }))
      .sort((a, b) => b.strength - a.strength),
    ties: Math.exp(beta[k]!),
  };

  function halfWidths(): Float64Array | null {
    const clusters = Map.groupBy(rows, ({ cluster }) => cluster);
    const g = clusters.size;
    if (g < 2) return null;
    const bread = inverse(factor, size);
    const squares = new Float64Array(k);
    for (const own of clusters.values()) {
      const pulls = new Map<number, number>();
      const pull = (i: number, by: number) => pulls.set(i, (pulls.get(i) ?? 0) + by);
      for (const row of own) {
        const { move, tie } = pullOf(row);
        pull(row.l, move);
        pull(row.r, -move);
        pull(k, tie);
      }
      for (let i = 0; i < k; i++) {
        let moved = 0;
        for (const [j, by] of pulls) moved += bread[i * size + j]! * by;
        squares[i]! += moved ** 2;
      }
    }
    const t = jstat.studentt.inv(0.975, g - 1);
    return squares.map((sum) => t * Math.sqrt((g / (g - 1)) * sum));
  }
}
