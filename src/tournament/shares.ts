import { winnerOf } from './field.ts';
import type { Comparison } from './tournament.ts';

/** For each slot its chance to be the best, from wins and losses alone; 0 for slots that did not arrive. */
export function supportShares(comparisons: readonly Comparison[], arrived: readonly number[], n: number): number[] {
  const weight = new Array<number>(n).fill(0);
  for (const slot of arrived) weight[slot] = 1;
  for (const comparison of comparisons) {
    const winner = winnerOf(comparison);
    if (winner === null) continue;
    const loser = winner === comparison.first ? comparison.second : comparison.first;
    weight[winner] = (weight[winner] ?? 0) * 2;
    weight[loser] = (weight[loser] ?? 0) / 2;
  }
  const sum = weight.reduce((total, one) => total + one, 0);
  return weight.map((one) => one / sum);
}
