/** What a column holds; the plurals are lists. Any value may be null. */
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

/** By name, in the order in which they are written. */
export type Columns = Readonly<Record<string, ColumnType>>;

export type Row = Readonly<Record<string, unknown>>;

/** Rows as they come from the database, some at a time. */
export type Pages = AsyncIterable<readonly Row[]>;

/** How one file format writes rows; resolves when the file is closed. */
export type WriteTable = (path: string, columns: Columns, pages: Pages) => Promise<void>;
