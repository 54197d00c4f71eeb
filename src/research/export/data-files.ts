import type { Columns } from './columns.ts';
import { type Format, isTraining, type Manifest } from './manifest.ts';
import { aggregates, type TableName, tables, trl, verl } from './tables.ts';

/** The name of a file with rows of one table. */
export const fileOf = (format: Exclude<Format, 'trl' | 'verl'>, table: string): string =>
  format === 'hub' ? `${table}/train-00000-of-00001.parquet` : `${table}.${format}`;

/** The name of a file with the rows of one month, in folders as Hive, and so most readers, name them. */
export const monthFileOf = (table: string, month: string): string => `${table}/month=${month}/part-0.parquet`;

/** A table of an export, with the files that hold its rows, by split or month. */
export interface DataFiles {
  /** `default` for training rows. */
  name: string;
  /** The table's section in the codebook. */
  table: TableName | 'aggregates' | 'trl' | 'verl';
  columns: Columns;
  files: Record<string, string>;
  /** Whether the files are months of one split, and not splits. */
  byMonth: boolean;
}

/**
 * Lists the tables that have rows, each a configuration for `load_dataset` and a record set of Croissant.
 * A table or split without rows has no file, and so it is not among them.
 */
export function dataFilesOf({ format, rows, byMonth }: Pick<Manifest, 'format' | 'rows' | 'byMonth'>): DataFiles[] {
  const filled = (files: Record<string, string>) =>
    Object.fromEntries(Object.entries(files).filter(([, path]) => (rows[path] ?? 0) > 0));
  const all: DataFiles[] = isTraining(format)
    ? [
        {
          name: 'default',
          table: format,
          columns: format === 'trl' ? trl : verl,
          byMonth: false,
          files: { train: trainingFile(format, 'train'), test: trainingFile(format, 'test') },
        },
      ]
    : Object.entries({ ...tables, aggregates }).map(([table, columns]) => ({
        name: table,
        table: table as TableName | 'aggregates',
        columns,
        ...(byMonth && !inOneFile(table)
          ? { byMonth, files: monthsOf(table, rows) }
          : { byMonth: false, files: { train: fileOf(format, table) } }),
      }));
  return all.map((one) => ({ ...one, files: filled(one.files) })).filter(({ files }) => Object.keys(files).length > 0);
}

/** Whether a table is one file by month too: it has few rows, and they belong to no ask. */
export const inOneFile = (table: string): boolean => table === 'promotions' || table === 'aggregates';

const monthsOf = (table: string, rows: Manifest['rows']): Record<string, string> =>
  Object.fromEntries(
    Object.keys(rows).flatMap((path) => {
      const month = /month=([\d-]+)/.exec(path)?.[1];
      return month !== undefined && path === monthFileOf(table, month) ? [[month, path]] : [];
    }),
  );

/** The name of a file with training rows. */
export const trainingFile = (format: 'trl' | 'verl', split: 'train' | 'test'): string =>
  `${split}.${format === 'trl' ? 'jsonl' : 'parquet'}`;
