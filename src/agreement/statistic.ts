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
  /** Adds what one item contributes. */
  add(item: Row, sums: Float64Array): void;
  /** The value and how many units it rests on; null where it is not defined. */
  finish(sums: Float64Array): { value: number | null; n: number };
}

/** A share: sums are hits and trials. */
export function share<Row = Item>(count: (item: Row) => readonly [hits: number, trials: number]): Statistic<Row> {
  return {
    size: 2,
    add(item, sums) {
      const [hits, trials] = count(item);
      sums[0]! += hits;
      sums[1]! += trials;
    },
    finish: (sums) => ({ value: sums[1]! > 0 ? sums[0]! / sums[1]! : null, n: sums[1]! }),
  };
}

/** Chance-corrected agreement; null where chance alone explains everything, so that there is nothing to correct. */
export const corrected = (observed: number, expected: number): number | null =>
  1 - expected > 1e-12 ? (observed - expected) / (1 - expected) : null;
