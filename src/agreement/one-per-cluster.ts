import { seeded } from '../seeded.ts';

/**
 * One row of each cluster, drawn evenly: rows of one cluster are not independent, and some methods ask for
 * rows that are. A row without a cluster is one of its own. Equal seeds give equal rows.
 */
export function onePerCluster<Row extends { cluster?: string | null | undefined }>(
  rows: readonly Row[],
  seed: string,
): Row[] {
  const lot = seeded(seed, 'one per cluster');
  const clusters = Map.groupBy(rows, ({ cluster }) => cluster ?? Symbol('alone'));
  return [...clusters.values()].map((own) => own[own.length === 1 ? 0 : lot.below(own.length)]!);
}
