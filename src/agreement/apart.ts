import type { Statistic } from './statistic.ts';

/**
 * The first statistic minus the second, of the same rows. So the interval of the difference knows that both
 * move together.
 * @param range what the difference can be
 */
export function apart<Row>(
  one: Statistic<Row>,
  other: Statistic<Row>,
  range: readonly [number, number],
): Statistic<Row> {
  const parts = (sums: Float64Array) => [sums.subarray(0, one.size), sums.subarray(one.size)] as const;
  return {
    size: one.size + other.size,
    weight: one.weight,
    range,
    add(row, sums) {
      const [its, others] = parts(sums);
      one.add(row, its);
      other.add(row, others);
    },
    finish(sums) {
      const [its, others] = parts(sums);
      const [a, b] = [one.finish(its), other.finish(others)];
      return { value: a.value === null || b.value === null ? null : a.value - b.value, n: a.n };
    },
  };
}
