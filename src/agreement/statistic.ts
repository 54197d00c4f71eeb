import type { Item } from './ratings.ts';

/** A figure with its 95 % interval. `value` is null where there is not enough data; so are its bounds then. */
export interface Figure {
  value: number | null;
  low: number | null;
  high: number | null;
  /** What it rests on: the statistic says which units. */
  n: number;
}

/**
 * A statistic that depends on the data through sums over items only. That makes a cluster bootstrap cheap: each resample adds up a few
 * numbers a cluster instead of going through the votes again.
 */
export interface Statistic<Row = Item> {
  /** How many sums it needs. */
  size: number;
  /** Which of the sums says how much a cluster weighs. */
  weight: number;
  /** The lowest and the highest value that it can have. */
  range: readonly [number, number];
  /** Adds what one item contributes. */
  add(item: Row, sums: Float64Array): void;
  /** The value and how many units it rests on; null where it is not defined. */
  finish(sums: Float64Array): { value: number | null; n: number };
  /**
   * A `share` lies in 0–1, and its two sums are hits and trials. A `biased` statistic gets no interval: its resamples repeat its bias, and would
   * not cover the truth.
   */
  kind?: 'share' | 'biased';
  /** Derivatives by each sum, where the value is defined. */
  gradient?(sums: Float64Array): ArrayLike<number>;
  /** Whether there is enough for an interval; absent: wherever there are two clusters that differ. */
  enough?(sums: Float64Array): boolean;
}

/** A ratio of two sums. n: the lower one. */
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

/** Chance-corrected agreement; null where chance alone explains everything, so that there is nothing to correct. */
export const corrected = (observed: number, expected: number): number | null =>
  1 - expected > 1e-12 ? (observed - expected) / (1 - expected) : null;
