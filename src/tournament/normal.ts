import type { Seeded } from '../seeded.ts';

/** The density of a standard normal at x. */
export const density = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

/** Coefficients of erfcc in W. H. Press et al., "Numerical Recipes"; the highest power first. */
const COEFFICIENTS = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
  -1.26551223,
] as const;

/** P(Z > x) over e^(−x²/2), for x of at least 0: what of the tail does not vanish. */
function tailOverBell(x: number): number {
  const t = 1 / (1 + (0.5 * x) / Math.SQRT2);
  let polynomial = 0;
  for (const coefficient of COEFFICIENTS) polynomial = polynomial * t + coefficient;
  return 0.5 * t * Math.exp(polynomial);
}

/** P(Z < x) for a standard normal Z. The relative error of the smaller tail is below 1.2e-7. */
export function normalBelow(x: number): number {
  const tail = tailOverBell(Math.abs(x)) * Math.exp(-0.5 * x * x);
  return x > 0 ? 1 - tail : tail;
}

/** The density at x over P(Z < x), the inverse Mills ratio. It does not vanish far down, where both do. */
export const densityOverBelow = (x: number): number =>
  x > 0 ? density(x) / normalBelow(x) : 1 / (Math.sqrt(2 * Math.PI) * tailOverBell(-x));

/**
 * E[max(0, sZ − gap)] for a standard normal Z: the expected improvement from a change of standard deviation
 * `s` that must first make up for `gap`. Both at least 0.
 */
export function expectedExcess(gap: number, s: number): number {
  // Beyond six standard deviations, what is left is below rounding.
  if (s <= 0 || gap > 6 * s) return 0;
  const z = gap / s;
  return Math.max(0, s * density(z) - gap * normalBelow(-z));
}

/** @returns `count` standard normal numbers (Box–Muller) */
export function standardNormals({ below }: Seeded, count: number): Float64Array {
  const uniform = () => (below(0x7fffffff) + 0.5) / 0x7fffffff;
  return Float64Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}
