import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { Columns, Row, WriteTable } from './columns.ts';

/**
 * The first characters of a formula in a spreadsheet, full-width forms included, and the apostrophe that we
 * add.
 */
const DANGEROUS = /^[=+\-@\t\r\n＝＋－＠']/;

/**
 * Guards a text against CSV injection by an apostrophe in front. To undo it, remove one leading apostrophe.
 */
export const harmlessInSheets = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text);

function cell(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return String(value);
  return harmlessInSheets(typeof value === 'string' ? value : JSON.stringify(value));
}

/**
 * CSV after RFC 4180. Texts are quoted, so that an empty text differs from null (an empty field). Lists are
 * JSON.
 */
export function toCsv(columns: Columns, rows: readonly Row[], header: boolean): string {
  const names = Object.keys(columns);
  return stringify(
    rows.map((row) => names.map((name) => cell(row[name]))),
    { header, columns: names, quoted_string: true, record_delimiter: '\r\n' },
  );
}

/** Writes CSV with a header. */
export const writeCsv: WriteTable = async (path, columns, pages) => {
  await pipeline(async function* () {
    yield toCsv(columns, [], true);
    for await (const page of pages) if (page.length > 0) yield toCsv(columns, page, false);
  }, createWriteStream(path));
};
