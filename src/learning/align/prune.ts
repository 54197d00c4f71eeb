import type { Candidate } from './search.ts';

/**
 * Drops rules one by one, the least missed first, until each of the rest is missed by more than a standard
 * error of the paired difference over the choose split: the shortest list within one error of the best.
 * The last rule stays. A rule that somebody smuggled in beside a good one goes here.
 * Source: the rule of one standard error, Breiman et al. 1984, section 3.4.3.
 * @param tryOut what a list reaches; null where the judge is not as steady with it
 * @param weights of the choose split's duels
 */
export async function prune(
  list: Candidate,
  tryOut: (rules: readonly string[]) => Promise<Candidate | null>,
  weights: readonly number[],
): Promise<Candidate> {
  if (list.rules.length <= 1) return list;
  let least: { shorter: Candidate; missed: number } | null = null;
  for (const rule of list.rules) {
    const shorter = await tryOut(list.rules.filter((one) => one !== rule));
    if (shorter === null) continue;
    const { mean, error } = pairedDifference(list.score.each, shorter.score.each, weights);
    const missed = mean - error;
    if (missed <= 0 && (least === null || missed < least.missed)) least = { shorter, missed };
  }
  return least === null ? list : prune(least.shorter, tryOut, weights);
}

/** The weighted mean of one minus the other, and its standard error. */
function pairedDifference(one: readonly number[], other: readonly number[], weights: readonly number[]) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return { mean: 0, error: 0 };
  const mean = one.reduce((sum, share, i) => sum + weights[i]! * (share - other[i]!), 0) / total;
  const squares = one.reduce((sum, share, i) => sum + (weights[i]! * (share - other[i]! - mean)) ** 2, 0);
  return { mean, error: Math.sqrt(squares) / total };
}
