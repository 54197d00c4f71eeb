import { seeded } from '../seeded.ts';
import type { Statistic } from './statistic.ts';

/**
 * The most groups. More clusters than this are put into this many groups at random, and the groups are
 * resampled (delete-a-group jackknife, Kott 2001): the error of an interval's width is then about 1.6 %, and
 * its cost no longer grows with the data.
 */
const MOST_GROUPS = 2000;

/**
 * What each cluster, or group of clusters, contributes to a statistic's sums. Sparse, because there may be
 * many labels.
 */
export interface SparseSums {
  groups: number;
  /** Where group g's entries begin in `index` and `amount`; they end where the next group's begin. */
  begin: Int32Array;
  index: Int32Array;
  amount: Float64Array;
  total: Float64Array;
}

export function sumByCluster<Row extends { cluster: string }>(
  { size, add }: Pick<Statistic<Row>, 'size' | 'add'>,
  rows: readonly Row[],
  seed: string,
): SparseSums {
  const { groups, groupOf } = groupClusters(rows, seed);
  const order = byGroup(groupOf, groups);
  const begin = new Int32Array(groups + 1);
  const index: number[] = [];
  const amount: number[] = [];
  const total = new Float64Array(size);
  const own = new Float64Array(size);
  for (let g = 0, at = 0; g < groups; g++) {
    own.fill(0);
    for (; at < order.length && groupOf[order[at]!] === g; at++) add(rows[order[at]!]!, own);
    for (let i = 0; i < size; i++) {
      if (own[i] === 0) continue;
      index.push(i);
      amount.push(own[i]!);
      total[i]! += own[i]!;
    }
    begin[g + 1] = index.length;
  }
  return { groups, begin, index: Int32Array.from(index), amount: Float64Array.from(amount), total };
}

/** Adds what group `g` contributes to `to`; `times` −1 takes it away. */
export function addGroup(to: Float64Array, { begin, index, amount }: SparseSums, g: number, times = 1): void {
  for (let e = begin[g]!; e < begin[g + 1]!; e++) to[index[e]!]! += times * amount[e]!;
}

function groupClusters(rows: readonly { cluster: string }[], seed: string) {
  const numbers = new Map<string, number>();
  const groupOf = new Int32Array(rows.length);
  for (const [i, { cluster }] of rows.entries()) {
    const known = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, known);
    groupOf[i] = known;
  }
  if (numbers.size <= MOST_GROUPS) return { groups: numbers.size, groupOf };
  const shuffled = seeded(seed, 'groups').shuffle(Array.from({ length: numbers.size }, (_, i) => i));
  for (let i = 0; i < groupOf.length; i++) groupOf[i] = shuffled[groupOf[i]!]! % MOST_GROUPS;
  return { groups: MOST_GROUPS, groupOf };
}

/** Row numbers, ordered by group (counting sort). */
function byGroup(groupOf: Int32Array, groups: number): Int32Array {
  const next = new Int32Array(groups + 1);
  for (const g of groupOf) next[g + 1]!++;
  for (let g = 0; g < groups; g++) next[g + 1]! += next[g]!;
  const order = new Int32Array(groupOf.length);
  for (let i = 0; i < groupOf.length; i++) order[next[groupOf[i]!]!++] = i;
  return order;
}
