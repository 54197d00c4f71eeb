import type { Played } from './rankings.ts';

/**
 * Whether ties keep items together in Davidson's model, where their number is a parameter. They do if some
 * round of comparisons has more wins than ties, such as two items that each won once. Otherwise the data are
 * as likely if nearly all comparisons of equal items tie and items lie ever farther apart.
 *
 * Proof: along a direction in which no row gets less likely, a win must gain at least 2γ and a tie at most
 * 2γ, where γ is what log ν gains. γ > 0 is possible unless the gains of a round add up to more than zero.
 */
export function tiesBind(rows: readonly Omit<Played, 'cluster'>[]): boolean {
  const edges = new Map<string, readonly [from: string, to: string, gain: number]>();
  const add = (from: string, to: string, gain: number) => {
    const key = JSON.stringify([from, to]);
    if ((edges.get(key)?.[2] ?? -2) < gain) edges.set(key, [from, to, gain]);
  };
  for (const { left, right, won, lost, tied } of rows) {
    if (left === right) continue;
    if (won > 0 || tied > 0) add(left, right, won > 0 ? 1 : -1);
    if (lost > 0 || tied > 0) add(right, left, lost > 0 ? 1 : -1);
  }
  // The longest ways by Bellman and Ford: they grow without end if a round gains.
  const longest = new Map<string, number>();
  for (const [from, to] of edges.values()) longest.set(from, 0).set(to, 0);
  for (let round = 0; round <= longest.size; round++) {
    let changed = false;
    for (const [from, to, gain] of edges.values()) {
      const way = longest.get(from)! + gain;
      if (way <= longest.get(to)!) continue;
      // No way without a round gains more than one for each item.
      if (way > longest.size) return true;
      longest.set(to, way);
      changed = true;
    }
    if (!changed) return false;
  }
  return true;
}
