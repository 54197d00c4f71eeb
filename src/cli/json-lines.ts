import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { SaidError } from '../said-error.ts';
import { linesOf } from './lines.ts';

/** A line of a file that cannot be used. The message names the line. */
export class LineError extends SaidError {
  override readonly name = 'LineError';
}

/**
 * Reads the rows of a JSON-lines file or stream, one by one. Empty lines are skipped.
 * @throws {LineError} naming the line that is wrong
 */
export async function* readLines<T>(source: string | Readable, schema: z.ZodType<T>): AsyncGenerator<T> {
  const [input, of] = typeof source === 'string' ? [createReadStream(source), ` of ${source}`] : [source, ''];
  let number = 0;
  for await (const line of linesOf(input)) {
    number++;
    if (line.trim() === '') continue;
    let row: unknown;
    try {
      row = JSON.parse(line);
    } catch {
      throw new LineError(`Line ${number}${of} is not JSON.`);
    }
    const read = schema.safeParse(row);
    if (!read.success) {
      const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the row'}: ${message}`);
      throw new LineError(`Line ${number}${of} cannot be used: ${problems.join('; ')}.`);
    }
    yield read.data;
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
