import { hash } from 'node:crypto';

/** A row of a file. `cluster` as `clusterFor` gave it; absent in older files. */
export interface ClusteredRow {
  id: string | number | bigint;
  cluster?: string | number | bigint;
}

/**
 * The cluster of a row: the one that it names, or one for all rows with its prompt. What a judge says of
 * several pairs of answers to one prompt is not independent.
 */
export const clusterFor = (row: { cluster?: string | number | bigint | null; prompt: string }) =>
  row.cluster ?? `prompt ${hash('sha256', row.prompt).slice(0, 16)}`;

export const clusterOf = ({ id, cluster }: ClusteredRow): string =>
  cluster === undefined ? `row ${id}` : `in ${cluster}`;

/** What a summary's intervals rest on, said in it. */
export interface InClusters {
  clusters: { count: number; are: string };
}

export const inClusters = (rows: readonly ClusteredRow[]): InClusters => ({
  clusters: {
    count: new Set(rows.map(clusterOf)).size,
    are: 'rows with the same "cluster"; without one, with the same prompt. Intervals are over clusters.',
  },
});
