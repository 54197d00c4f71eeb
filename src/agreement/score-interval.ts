import jstat from 'jstat';
import { wilson } from './wilson.ts';

/**
 * The 95 % bounds of a statistic that lies in `range`: Wilson's interval, after mapping the range to 0–1, at
 * the number of independent trials that would have this `variance`, with Student's t. Never outside the
 * range, and longer towards its middle.
 * Source: Korn and Graubard 1998, for a share.
 * @returns null at either end of the range, or without variance: the data do not tell then what was not seen
 */
export function scoreInterval(
  value: number,
  variance: number,
  [from, to]: readonly [from: number, to: number],
  degreesOfFreedom: number,
): readonly [low: number, high: number] | null {
  const length = to - from;
  const p = (value - from) / length;
  const spread = variance / length ** 2;
  if (!(spread > 1e-18) || p <= 0 || p >= 1) return null;
  const trials = (p * (1 - p)) / spread;
  const { low, high } = wilson(p * trials, trials, jstat.studentt.inv(0.975, degreesOfFreedom));
  return [Math.min(value, from + low * length), Math.max(value, from + high * length)];
}

/**
 * Degrees of freedom of clusters with unequal weights: Kish's effective number of clusters, (Σw)² / Σw²,
 * minus one. At least 1.
 * Source: Kish 1965.
 */
export const degreesOfFreedom = (weights: number, weightsSquared: number): number =>
  Math.max(1, weights ** 2 / weightsSquared - 1);
