import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { z } from 'zod';

/** A line of a file that cannot be used, said in words that name it. */
export class LineError extends Error {
  override readonly name = 'LineError';
}

/** Windows programs may put this mark of byte order before the first line of a file. */
export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

/** Rows of a JSON-lines file or stream, one by one, empty lines passed over. @throws {LineError} naming the line that is wrong. */
export async function* readLines<T>(source: string | Readable, schema: z.ZodType<T>): AsyncGenerator<T> {
  const input = typeof source === 'string' ? createReadStream(source) : source;
  let number = 0;
  for await (const read of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    const line = number === 1 ? withoutMark(read) : read;
    if (line.trim() === '') continue;
    let row: unknown;
    try {
      row = JSON.parse(line);
    } catch {
      throw new LineError(`Line ${number} is not JSON.`);
    }
    const found = schema.safeParse(row);
    if (!found.success) {
      const problems = found.error.issues.map(({ path, message }) => `${path.join('.') || 'the row'}: ${message}`);
      throw new LineError(`Line ${number} cannot be used: ${problems.join('; ')}.`);
    }
    yield found.data;
  }
}

/** Does `work` on every item, at most `atOnce` at a time; the first failure ends it. */
export async function forEachAtOnce<T>(
  items: AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  const lane = async () => {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** How far a long run is, on a terminal's standard error; silent anywhere else. */
export function openProgress(what: string): { step(): void; end(): void } {
  const shown = process.stderr.isTTY === true;
  const begun = performance.now();
  let done = 0;
  const show = () => process.stderr.write(`\r${done} ${what} · ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  return {
    step() {
      done++;
      if (shown) show();
    },
    end() {
      if (shown) process.stderr.write('\n');
    },
  };
}

/** A line on a terminal's standard error that is written over and over; silent anywhere else. */
export function openCount(what: string): { show(text: string): void; end(): void } {
  const tty = process.stderr.isTTY === true;
  return {
    show(text) {
      if (tty) process.stderr.write(`\r\x1b[K${text} ${what}`);
    },
    end() {
      if (tty) process.stderr.write('\r\x1b[K');
    },
  };
}
