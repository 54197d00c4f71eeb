import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { WriteTable } from './columns.ts';

/** Writes JSON lines: UTF-8, one row a line, lists as arrays. */
export const writeJsonl: WriteTable = async (path, _columns, pages) => {
  await pipeline(async function* () {
    for await (const page of pages) if (page.length > 0) yield page.map((row) => `${JSON.stringify(row)}\n`).join('');
  }, createWriteStream(path));
};
