import type { Columns } from './columns.ts';
import { type Format, isTraining, type Manifest } from './manifest.ts';
import { aggregates, type TableName, tables, trl, verl } from './tables.ts';

/** The name of a file with rows of one table. */
export const fileOf = (format: Exclude<Format, 'trl' | 'verl'>, table: string): string =>
  format === 'hub' ? `${table}/train-00000-of-00001.parquet` : `${table}.${format}`;

/** A table of an export, with the files that hold its rows, by split. */
export interface DataFiles {
  /** `default` for training rows. */
  name: string;
  /** The table's section in the codebook. */
  table: TableName | 'aggregates' | 'trl' | 'verl';
  columns: Columns;
  files: Record<string, string>;
}

/**
 * Lists the tables that have rows, each a configuration for `load_dataset` and a record set of Croissant.
 * A table or split without rows has no file, and so it is not among them.
 */
export function dataFilesOf({ format, rows }: Pick<Manifest, 'format' | 'rows'>): DataFiles[] {
  const filled = (files: Record<string, string>) =>
    Object.fromEntries(Object.entries(files).filter(([, path]) => (rows[path] ?? 0) > 0));
  const all: DataFiles[] = isTraining(format)
    ? [
        {
          name: 'default',
          table: format,
          columns: format === 'trl' ? trl : verl,
          files: { train: trainingFile(format, 'train'), test: trainingFile(format, 'test') },
        },
      ]
    : Object.entries({ ...tables, aggregates }).map(([table, columns]) => ({
        name: table,
        table: table as TableName | 'aggregates',
        columns,
        files: { train: fileOf(format, table) },
      }));
  return all.map((one) => ({ ...one, files: filled(one.files) })).filter(({ files }) => Object.keys(files).length > 0);
}

/** The name of a file with training rows. */
export const trainingFile = (format: 'trl' | 'verl', split: 'train' | 'test'): string =>
  `${split}.${format === 'trl' ? 'jsonl' : 'parquet'}`;
