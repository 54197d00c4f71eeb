import { addGroup, type SparseSums } from './sparse-sums.ts';
import type { Statistic } from './statistic.ts';

/**
 * The variance by the delete-one-cluster jackknife. Clusters without which the statistic is undefined are
 * left out.
 * Source: Tukey 1958.
 */
export function jackknifeVariance<Row>(statistic: Statistic<Row>, sums: SparseSums): number {
  const without = leaveOneOut(statistic, sums);
  const mean = without.reduce((sum, value) => sum + value, 0) / without.length;
  const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return without.length < 2 ? 0 : ((without.length - 1) / without.length) * squares;
}

/** The statistic without each cluster in turn. */
function leaveOneOut<Row>(statistic: Statistic<Row>, sums: SparseSums): number[] {
  const rest = new Float64Array(sums.total.length);
  const values: number[] = [];
  for (let g = 0; g < sums.groups; g++) {
    rest.set(sums.total);
    addGroup(rest, sums, g, -1);
    const { value } = statistic.finish(rest);
    if (value !== null) values.push(value);
  }
  return values;
}
