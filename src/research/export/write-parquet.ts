import { zstdCompressSync } from 'node:zlib';
import { fileWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Columns, ColumnType, Pages, WriteTable } from './columns.ts';

/**
 * A row group is held in memory before it is written, so it ends at so many rows or at so many characters of
 * text, whichever comes first.
 */
const ROWS = 10_000;
const CHARACTERS = 8_000_000;

const leaf = (name: string, of: Omit<SchemaElement, 'name'>): SchemaElement => ({
  name,
  repetition_type: 'OPTIONAL',
  ...of,
});
const text = (name: string) => leaf(name, { type: 'BYTE_ARRAY', converted_type: 'UTF8' });
const integer = (name: string) => leaf(name, { type: 'INT32' });
const number = (name: string) => leaf(name, { type: 'DOUBLE' });
const boolean = (name: string) => leaf(name, { type: 'BOOLEAN' });
const group = (name: string, fields: SchemaElement[]): SchemaElement[] => [
  leaf(name, { num_children: fields.length }),
  ...fields,
];
/** The three levels of a list, as Parquet's LogicalTypes.md prescribes. */
const list = (name: string, element: SchemaElement[]): SchemaElement[] => [
  leaf(name, { converted_type: 'LIST', num_children: 1 }),
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  ...element,
];

const elements: Record<ColumnType, (name: string) => SchemaElement[]> = {
  text: (name) => [text(name)],
  integer: (name) => [integer(name)],
  number: (name) => [number(name)],
  boolean: (name) => [boolean(name)],
  texts: (name) => list(name, [text('element')]),
  integers: (name) => list(name, [integer('element')]),
  numbers: (name) => list(name, [number('element')]),
  messages: (name) => list(name, group('element', [text('role'), text('content')])),
  reward_model: (name) => group(name, [text('style'), text('ground_truth')]),
  extra_info: (name) =>
    group(name, [
      text('split'),
      integer('index'),
      text('ask_id'),
      integer('first'),
      integer('second'),
      integer('votes_chosen'),
      integer('votes'),
      boolean('simulated'),
      text('format'),
    ]),
};

/**
 * Row groups, as their columns in the order of `names`. Values are put into columns as they come: rows that
 * are kept until a group is full cost the garbage collector more than the rest of the writing.
 */
async function* rowGroups(pages: Pages, names: readonly string[]): AsyncGenerator<unknown[][]> {
  const empty = () => names.map((): unknown[] => []);
  let columns = empty();
  let [rows, characters] = [0, 0];
  for await (const page of pages)
    for (const row of page) {
      names.forEach((name, i) => {
        const value = row[name];
        columns[i]?.push(value);
        if (typeof value === 'string') characters += value.length;
      });
      rows++;
      if (rows < ROWS && characters < CHARACTERS) continue;
      yield columns;
      columns = empty();
      [rows, characters] = [0, 0];
    }
  if (rows > 0) yield columns;
}

/**
 * Writes Parquet, one row group at a time, each with the least and the greatest value of its columns. It is
 * packed with Zstandard, which Node has built in: Snappy in JavaScript takes longer than all the rest.
 */
export const writeParquet: WriteTable = async (path, columns, pages) => {
  const names = Object.keys(columns);
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: [
      { name: 'root', num_children: names.length },
      ...Object.entries(columns as Columns).flatMap(([name, type]) => elements[type](name)),
    ],
    codec: 'ZSTD',
    compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) },
    createdBy: 'tribunal',
  });
  for await (const group of rowGroups(pages, names)) {
    const columnData = names.map((name, i) => ({ name, data: group[i] ?? [] }));
    await writer.write({ columnData, rowGroupSize: group[0]?.length ?? 0 });
  }
  await writer.finish();
};
