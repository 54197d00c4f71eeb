import type { Model } from './likelihood.ts';
import type { Played } from './rankings.ts';

/** The comparisons of two items, by their numbers. */
export interface Pair {
  left: number;
  right: number;
  won: number;
  lost: number;
  tied: number;
}

/** Bradley–Terry with a tie as half a win each: log P(left) = log-odds of the difference of two strengths. */
export const bradleyTerryModel = (items: number): Model<Pair> => ({
  size: items,
  look(beta, { left, right, won, lost, tied }) {
    const difference = beta[left]! - beta[right]!;
    const p = 1 / (1 + Math.exp(-difference));
    const n = won + lost + tied;
    const wins = won + tied / 2;
    const slope = wins - n * p;
    const curve = n * p * (1 - p);
    return {
      at: [left, right],
      value: -wins * softplus(-difference) - (n - wins) * softplus(difference),
      slope: [slope, -slope],
      curve: [curve, -curve, -curve, curve],
    };
  },
});

/** log(1 + e^x). */
const softplus = (x: number) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

/**
 * Davidson's ties: left, right and a tie are as likely as e^(d/2), e^(−d/2) and ν, where strengths differ by
 * d. The last parameter is log ν.
 */
export const davidsonModel = (items: number): Model<Pair> => ({
  size: items + 1,
  look(beta, { left, right, won, lost, tied }) {
    const half = (beta[left]! - beta[right]!) / 2;
    const level = beta[items]!;
    const n = won + lost + tied;
    const highest = Math.max(half, -half, level);
    const total = highest + Math.log(Math.exp(half - highest) + Math.exp(-half - highest) + Math.exp(level - highest));
    const p = { left: Math.exp(half - total), right: Math.exp(-half - total), tie: Math.exp(level - total) };
    const lead = (p.left - p.right) / 2;
    const move = (won - lost) / 2 - n * lead;
    const spread = n * ((p.left + p.right) / 4 - lead ** 2);
    const cross = n * lead * p.tie;
    return {
      at: [left, right, items],
      value: (won - lost) * half + tied * level - n * total,
      slope: [move, -move, tied - n * p.tie],
      curve: [spread, -spread, -cross, -spread, spread, cross, -cross, cross, n * p.tie * (1 - p.tie)],
    };
  },
});

/** Adds comparisons up by pair, whichever item is on the left. */
export function addPairs(rows: readonly Omit<Played, 'cluster'>[], numberOf: ReadonlyMap<string, number>): Pair[] {
  const pairs = new Map<number, Pair>();
  for (const { left, right, won, lost, tied } of rows) {
    const [l, r] = [numberOf.get(left)!, numberOf.get(right)!];
    if (l === r) continue;
    const [first, second] = l < r ? [l, r] : [r, l];
    const key = first * numberOf.size + second;
    const pair = pairs.get(key) ?? { left: first, right: second, won: 0, lost: 0, tied: 0 };
    pairs.set(key, pair);
    pair.tied += tied;
    pair.won += l < r ? won : lost;
    pair.lost += l < r ? lost : won;
  }
  return [...pairs.values()];
}
