import jstat from 'jstat';
import { wilson } from './wilson.ts';

/**
 * The 95 % bounds of a statistic that lies in `range`: the range is drawn to 0–1, and there it is Wilson's interval at the number of independent
 * trials that would vary as much as `variance` says (as Korn and Graubard 1998 do it for a share), with Student's t. Never outside the range, and
 * longer towards its middle. null at either end of the range, or without variance: nothing is known then of what was not seen.
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
 * Degrees of freedom of clusters that weigh differently: Kish's effective number of them (1965), (Σw)² / Σw², less one. At least 1.
 */
export const degreesOfFreedom = (weights: number, weightsSquared: number): number =>
  Math.max(1, weights ** 2 / weightsSquared - 1);
