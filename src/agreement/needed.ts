import type { Figure } from './statistic.ts';

const Z = 1.959963984540054;

/**
 * How many more votes a share needs until its 95 % interval reaches `half` to either side (0–0.5), going by the interval that it has: a width goes
 * with one over the square root of the number. Where there is no interval yet, the worst case of p = .5 and `designEffect` times the variance of
 * independent votes. 0 where it is narrow enough.
 */
export function moreNeeded({ value, low, high, n }: Figure, half: number, designEffect = 2): number {
  if (value === null || low === null || high === null || n === 0) {
    return Math.ceil((designEffect * Z * Z * 0.25) / (half * half)) - n;
  }
  const now = (high - low) / 2;
  return now <= half ? 0 : Math.ceil(n * (now / half) ** 2) - n;
}
