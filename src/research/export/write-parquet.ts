import { fileWriter, parquetWriteRows, type SchemaElement } from 'hyparquet-writer';
import type { Columns, ColumnType, Pages, Row, WriteTable } from './columns.ts';

/** The rows of one row group, which is held in memory by column before it is written. */
const ROW_GROUP = 10_000;

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

async function* flatten(pages: Pages): AsyncGenerator<Row> {
  for await (const page of pages) yield* page;
}

/** Writes Parquet with Snappy compression, one row group at a time. */
export const writeParquet: WriteTable = async (path, columns, pages) => {
  const names = Object.keys(columns);
  await parquetWriteRows({
    writer: fileWriter(path),
    rows: flatten(pages),
    columns: names.map((name) => ({ name })),
    schema: [
      { name: 'root', num_children: names.length },
      ...Object.entries(columns as Columns).flatMap(([name, type]) => elements[type](name)),
    ],
    rowGroupSize: ROW_GROUP,
    createdBy: 'tribunal',
  });
};
