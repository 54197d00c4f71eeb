import { zstdCompressSync } from 'node:zlib';
import { fileWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Columns, ColumnType, Pages, Row, WriteTable } from './columns.ts';

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

/** Pages put together until they make a row group. */
async function* rowGroups(pages: Pages): Pages {
  let rows: Row[] = [];
  let characters = 0;
  for await (const page of pages) {
    for (const row of page) {
      rows.push(row);
      for (const value of Object.values(row)) if (typeof value === 'string') characters += value.length;
      if (rows.length < ROWS && characters < CHARACTERS) continue;
      yield rows;
      [rows, characters] = [[], 0];
    }
  }
  if (rows.length > 0) yield rows;
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
  for await (const rows of rowGroups(pages)) {
    const columnData = names.map((name) => ({ name, data: rows.map((row) => row[name]) }));
    await writer.write({ columnData, rowGroupSize: rows.length });
  }
  await writer.finish();
};
