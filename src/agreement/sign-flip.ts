import jstat from 'jstat';

/** More steps than this take the normal approximation. */
const MOST_STEPS = 1e8;

/**
 * McNemar's test by cluster: the two-sided p-value of a paired change, when what belongs to one cluster
 * changes together. Without a change each cluster's sum of differences is as likely to have the other sign,
 * so all 2^G signs are counted. It is McNemar's exact test if every cluster has one pair.
 * Source: Fisher 1935; McNemar 1947; for clusters, with a normal approximation, Yang, Sun and Hardin 2010.
 * @param differences the sum of each cluster, a whole number: after minus before
 * @returns 1 where nothing changed
 */
export function signFlipP(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs).filter((size) => size > 0);
  const most = sizes.reduce((sum, size) => sum + size, 0);
  const seen = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  if (seen === 0) return 1;
  if (sizes.length * most > MOST_STEPS) {
    const spread = Math.sqrt(sizes.reduce((sum, size) => sum + size * size, 0));
    return 2 * (1 - jstat.normal.cdf(seen / spread, 0, 1));
  }
  // The chance of each sum, from −most to most.
  let chances = new Float64Array(2 * most + 1);
  chances[most] = 1;
  for (const size of sizes) {
    const next = new Float64Array(chances.length);
    for (let at = size; at < chances.length - size; at++) {
      const half = chances[at]! / 2;
      if (half === 0) continue;
      next[at - size]! += half;
      next[at + size]! += half;
    }
    chances = next;
  }
  let tail = 0;
  for (let sum = seen; sum <= most; sum++) tail += chances[most + sum]!;
  return Math.min(1, 2 * tail);
}
