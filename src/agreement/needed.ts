import type { Figure } from './statistic.ts';

const Z = 1.959963984540054;

/**
 * How many more of its n (votes, pairs or items, as the statistic counts) a figure needs until its 95 % interval reaches `half` to either side
 * (0–0.5), going by the interval that it has: a width goes with one over the square root of the number, if what comes is spread over as many asks as
 * what is there, so that the design effect of clusters stays what it is. Where there is no interval yet: for a share in the worst case, p = .5, with
 * `designEffect` times the variance of independent votes. 0 where it is narrow enough.
 */
export function moreNeeded({ value, low, high, n }: Figure, half: number, designEffect = 2): number {
  if (value === null || low === null || high === null || n === 0) {
    return Math.max(0, Math.ceil((designEffect * Z * Z * 0.25) / (half * half)) - n);
  }
  const now = (high - low) / 2;
  return now <= half ? 0 : Math.ceil(n * (now / half) ** 2) - n;
}
