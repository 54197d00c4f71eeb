import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { parseExactly } from './input/exact-numbers.ts';
import { LineError } from './input/line-error.ts';
import { repeatedKey } from './input/repeated-key.ts';
import { textOf } from './input/text-of.ts';
import { splitLines } from './lines.ts';

/**
 * Reads the rows of a JSON-lines file or stream, one by one. Empty lines are skipped. A JSON array is read
 * as well, but only as a whole. Whole numbers above 2^53 are bigints.
 * @throws {LineError} naming the line that is wrong, or what the file is instead
 */
export async function* readLines<T>(source: string | Readable, schema: z.ZodType<T>): AsyncGenerator<T> {
  const [input, name] = typeof source === 'string' ? [createReadStream(source), source] : [source, null];
  const of = name === null ? '' : ` of ${name}`;
  const lines = splitLines(textOf(input, { name: name ?? 'The input', wanted: 'JSON lines' }));
  let [number, begun] = [0, false];
  for await (const read of lines) {
    number++;
    // Files that were joined have a byte order mark in the middle.
    const line = read.replace(/^\ufeff+/, '');
    if (line.trim() === '') continue;
    // Every row is an object, so a bracket at the beginning opens an array of them.
    if (!begun && line.trimStart().startsWith('[')) {
      const rows = await arrayOf(line, lines, name ?? 'The input');
      for (const [i, row] of rows.entries()) yield checked(row, schema, `Row ${i + 1}${of}`);
      return;
    }
    begun = true;
    yield checked(parsed(line, `Line ${number}${of}`), schema, `Line ${number}${of}`);
  }
}

/**
 * Reads rows that somebody else wrote.
 * @throws {LineError} as `readLines` does, and when there are none
 */
export async function* readRows<T>(source: string | Readable, schema: z.ZodType<T>): AsyncGenerator<T> {
  let any = false;
  for await (const row of readLines(source, schema)) {
    any = true;
    yield row;
  }
  if (!any) throw new LineError(`${typeof source === 'string' ? source : 'The input'} is empty: it has no rows.`);
}

function checked<T>(row: unknown, schema: z.ZodType<T>, place: string): T {
  const read = schema.safeParse(row);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the row'}: ${message}`);
  throw new LineError(`${place} cannot be used: ${problems.join('; ')}.`);
}

/** Some exporters write a comma behind every row. */
const COMMA = /,\s*$/;

function parsed(line: string, place: string): unknown {
  let row: unknown;
  try {
    row = parseExactly(line);
  } catch {
    if (COMMA.test(line)) return parsed(line.replace(COMMA, ''), place);
    throw new LineError(`${place} is not JSON.${hint(line)}`);
  }
  const twice = repeatedKey(line, row);
  if (twice !== null) throw new LineError(`${place} cannot be used: it names “${twice}” twice.`);
  return row;
}

/** What people often have instead of JSON lines. */
function hint(line: string): string {
  if (/^\s*\{\s*$/.test(line))
    return ' If each row spans several lines, put it on one, for example with: jq -c . FILE.json';
  if (/[:[,]\s*-?(?:NaN|Infinity)\b/.test(line)) return ' NaN and Infinity are no JSON; write null.';
  if (/^[\w"]+(?:[,;\t][\w" ]*)+\s*$/.test(line))
    return ' It looks like CSV; JSON lines are needed, one object a line.';
  return '';
}

async function arrayOf(first: string, more: AsyncIterable<string>, name: string): Promise<unknown[]> {
  const lines = [first];
  for await (const line of more) lines.push(line);
  try {
    return parseExactly(lines.join('\n').replace(/,(?=\s*\]\s*$)/, '')) as unknown[];
  } catch {
    throw new LineError(`${name} begins like a JSON array and is not one. JSON lines are needed, one object a line.`);
  }
}

/**
 * Does `work` on every item, with at most `atOnce` in flight. After the first failure no further item is
 * begun.
 */
export async function forEachAtOnce<T>(
  items: AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  let ended = false;
  const lane = async () => {
    try {
      for (let next = await iterator.next(); !next.done && !ended; next = await iterator.next()) await work(next.value);
    } catch (error) {
      ended = true;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
