/** The type of a column. A plural is a list. Any value may be null. */
export type ColumnType =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'texts'
  | 'integers'
  | 'numbers'
  | 'messages'
  | 'reward_model'
  | 'extra_info';

/** Columns by name, in the order in which they are written. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** A row by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** Rows in pages, as they come from the database. */
export type Pages = AsyncIterable<readonly Row[]>;

/** Rows with their places in the order of the export: see `db/repo/research-lots.ts`. */
export type PlacedPages = AsyncIterable<readonly { place: number; row: Row }[]>;

/** Writes rows into a file of one format. Resolves when the file is closed. */
export type WriteTable = (path: string, columns: Columns, pages: Pages) => Promise<void>;

/** A row that a function of `db/repo/research-rows.ts` reads. */
export type ReadRow<Read extends (...args: never[]) => AsyncGenerator<unknown[]>> =
  ReturnType<Read> extends AsyncGenerator<(infer One)[]> ? One : never;
