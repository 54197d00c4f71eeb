import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { Columns, Row, WriteTable } from './columns.ts';

/** What a spreadsheet may take for a formula, the full-width forms included, and our own mark. */
const DANGEROUS = /^[=+\-@\t\r\n＝＋－＠']/;

/** A text that a spreadsheet will not run. Undone by taking one leading apostrophe away from a field that has one. */
export const harmlessInSheets = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text);

function cell(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return String(value);
  return harmlessInSheets(typeof value === 'string' ? value : JSON.stringify(value));
}

/** RFC 4180 with a header; texts are quoted, so that an empty text and nothing at all (an empty field) stay apart; lists are JSON. */
export function toCsv(columns: Columns, rows: readonly Row[], header: boolean): string {
  const names = Object.keys(columns);
  return stringify(
    rows.map((row) => names.map((name) => cell(row[name]))),
    { header, columns: names, quoted_string: true, record_delimiter: '\r\n' },
  );
}

export const writeCsv: WriteTable = async (path, columns, pages) => {
  await pipeline(async function* () {
    yield toCsv(columns, [], true);
    for await (const page of pages) if (page.length > 0) yield toCsv(columns, page, false);
  }, createWriteStream(path));
};
