import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import { unnamed } from './input/exact-numbers.ts';
import { LineError } from './input/line-error.ts';
import { readLines } from './json-lines.ts';

export type RowId = string | number | bigint;
/** The id of a row in a researcher's file; a bigint above 2^53. */
export const rowId = z.union([z.string(), z.number(), z.bigint()], { error: ({ input }) => unnamed(input) });

/**
 * Reads the ids of the rows that an earlier run wrote. Empty if the file does not exist. A last line that a
 * crash cut off is removed, so that the next row begins on a line of its own.
 * @throws {LineError} when the file was not written by this command
 */
export async function idsIn(path: string): Promise<Set<RowId>> {
  const file = await open(path, 'a+');
  try {
    await endWithWholeLine(file, path);
  } finally {
    await file.close();
  }
  const ids = new Set<RowId>();
  for await (const { id } of readLines(path, z.looseObject({ id: rowId }))) ids.add(id);
  return ids;
}

async function endWithWholeLine(file: FileHandle, path: string): Promise<void> {
  const { size } = await file.stat();
  const { start, text } = await lastLine(file, size);
  if (text === '') return;
  if (isJson(text)) return void (await file.appendFile('\n'));
  // A file that somebody else wrote must not be truncated.
  if (!'{"id":'.startsWith(text.slice(0, 6)))
    throw new LineError(`${path} ends with something that is no result of this command. Name another file.`);
  await file.truncate(start);
}

const BLOCK = 65_536;

/**
 * The text behind the last line feed, and its offset. A file of results can be larger than the longest
 * string.
 */
async function lastLine(file: FileHandle, size: number): Promise<{ start: number; text: string }> {
  const blocks: Buffer[] = [];
  let start = size;
  while (start > 0) {
    const length = Math.min(BLOCK, start);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, start - length);
    const feed = buffer.lastIndexOf(10);
    blocks.unshift(buffer.subarray(feed + 1));
    if (feed >= 0) {
      start -= length - feed - 1;
      break;
    }
    start -= length;
  }
  return { start, text: Buffer.concat(blocks).toString() };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
