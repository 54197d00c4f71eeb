import type { Figure } from './statistic.ts';

const Z = 1.959963984540054;

/**
 * How many more units (votes, pairs or items, as `n` counts) a figure needs until its 95 % interval reaches
 * `half` to either side. Goes by the interval that it has: width falls with the square root of n, if the
 * design effect of clusters stays what it is. Without an interval: for a share in the worst case, p = .5,
 * with `designEffect` times the variance of independent votes.
 * @param half 0–0.5
 * @returns 0 where the interval is narrow enough
 */
export function moreNeeded({ value, low, high, n }: Figure, half: number, designEffect = 2): number {
  if (value === null || low === null || high === null || n === 0) {
    return Math.max(0, Math.ceil((designEffect * Z * Z * 0.25) / (half * half)) - n);
  }
  const now = (high - low) / 2;
  return now <= half ? 0 : Math.ceil(n * (now / half) ** 2) - n;
}
