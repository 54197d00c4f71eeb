import type { Item } from './ratings.ts';

/** A figure with its 95 % interval. `value` and bounds are null where there is not enough data. */
export interface Figure {
  value: number | null;
  low: number | null;
  high: number | null;
  /** The number of units that it rests on; the statistic says which units. */
  n: number;
}

/**
 * A statistic of sums over items. That makes a cluster bootstrap cheap: each resample adds up a few numbers a
 * cluster instead of going through the votes again.
 */
export interface Statistic<Row = Item> {
  /** The number of sums. */
  size: number;
  /** Which of the sums is a cluster's weight. */
  weight: number;
  /** The lowest and the highest value that it can have. */
  range: readonly [number, number];
  /** Adds what one item contributes. */
  add(item: Row, sums: Float64Array): void;
  /** The value, and the number of units; null where it is undefined. */
  finish(sums: Float64Array): { value: number | null; n: number };
  /**
   * A `share` lies in 0–1, and its two sums are hits and trials. A `biased` statistic gets no interval:
   * resamples repeat its bias, and would not cover the truth.
   */
  kind?: 'share' | 'biased';
  /** Partial derivatives by each sum, where the value is defined. */
  gradient?(sums: Float64Array): ArrayLike<number>;
  /** Whether there is enough data for an interval; absent: wherever two clusters differ. */
  enough?(sums: Float64Array): boolean;
}

/** A ratio of two sums. n: the denominator. */
export function ratio<Row = Item>(
  count: (row: Row) => readonly [over: number, under: number],
  range: readonly [number, number],
): Statistic<Row> {
  return {
    size: 2,
    weight: 1,
    range,
    add(row, sums) {
      const [over, under] = count(row);
      sums[0]! += over;
      sums[1]! += under;
    },
    finish: (sums) => ({ value: sums[1]! > 0 ? sums[0]! / sums[1]! : null, n: sums[1]! }),
  };
}

/** A share, 0–1, of hits in trials. n: trials. */
export const share = <Row = Item>(count: (row: Row) => readonly [hits: number, trials: number]): Statistic<Row> => ({
  ...ratio(count, [0, 1]),
  kind: 'share',
});

/**
 * Chance-corrected agreement: (observed − expected) / (1 − expected).
 * @returns null where chance alone explains everything
 */
export const corrected = (observed: number, expected: number): number | null =>
  1 - expected > 1e-12 ? (observed - expected) / (1 - expected) : null;
