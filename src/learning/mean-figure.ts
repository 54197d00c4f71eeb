import jstat from 'jstat';
import type { Figure } from '../agreement/statistic.ts';

/**
 * The mean of independent values with Student's interval.
 * @param confidence of the interval, 0–1
 */
export function meanFigure(values: readonly number[], confidence = 0.95): Figure {
  const n = values.length;
  if (n === 0) return { value: null, low: null, high: null, n };
  const value = values.reduce((sum, one) => sum + one, 0) / n;
  if (n === 1) return { value, low: null, high: null, n };
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (n - 1);
  const reach = jstat.studentt.inv(0.5 + confidence / 2, n - 1) * Math.sqrt(variance / n);
  return { value, low: value - reach, high: value + reach, n };
}
