import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { compressionOf, encodingOf, refusal } from './file-kinds.ts';
import { LineError } from './line-error.ts';
import { zstdFrames } from './zstd-frames.ts';

/** How a file is called in what is said of it, and the format that is needed. */
export interface Naming {
  name: string;
  wanted: 'JSON lines' | 'CSV';
}

/** Enough for a text, to know its encoding by. */
const LEAST = 4;
/** Enough for other files, to see what an archive holds. */
const MOST = 4096;

/**
 * Reads a researcher's file as text: UTF-8 or UTF-16, with or without a byte order mark, which is dropped;
 * also compressed with gzip or zstd.
 * @throws {LineError} when it is something else, saying what, or when a line is damaged
 */
export async function* textOf(bytes: AsyncIterable<Uint8Array>, naming: Naming): AsyncGenerator<string> {
  const { head, all } = await peek(bytes);
  const compression = compressionOf(head);
  if (compression !== null) return yield* textOf(unpacked(all, compression, naming), naming);
  const refused = refusal(head, naming.wanted);
  if (refused !== null) throw new LineError(`${naming.name} ${refused}`);
  yield* decoded(all, encodingOf(head), naming);
}

/**
 * The first bytes of a stream, and all of them. It waits for few bytes of rows, because they may come one by
 * one.
 */
async function peek(bytes: AsyncIterable<Uint8Array>): Promise<{ head: Buffer; all: AsyncGenerator<Uint8Array> }> {
  const from = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < (beginsRow(head) ? LEAST : MOST)) {
    const { done, value } = await from.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  async function* all() {
    try {
      yield head;
      for (let next = await from.next(); !next.done; next = await from.next()) yield next.value;
    } finally {
      await from.return?.();
    }
  }
  return { head: head.subarray(0, MOST), all: all() };
}

/** Whether these can be the first bytes of a row, in any encoding. */
const beginsRow = (head: Buffer): boolean => head.subarray(0, 2).includes('{');

async function* unpacked(
  bytes: AsyncIterable<Uint8Array>,
  how: 'gzip' | 'zstd',
  { name }: Naming,
): AsyncGenerator<Uint8Array> {
  const unpack = how === 'gzip' ? createGunzip() : createZstdDecompress();
  // Its failure also ends the loop below, which tells it.
  const fed = pipeline(Readable.from(how === 'zstd' ? zstdFrames(bytes) : bytes), unpack).catch(() => {});
  try {
    yield* unpack as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (!/^(?:Z_|ZSTD_)/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new LineError(`${name} is compressed, and damaged or not whole. Get it again.`);
  }
  await fed;
}

/** Decodes strictly: a replacement character in place of each unknown byte would make several names equal. */
async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be',
  { name, wanted }: Naming,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 0;
  const whole = encoding === 'utf-8' ? 'UTF-8' : 'UTF-16';
  const text = (piece: Uint8Array) => {
    try {
      return decoder.decode(piece, { stream: true });
    } catch {
      const line = lines + lineOfDamage(piece, encoding);
      throw new LineError(`Line ${line} of ${name} is not ${whole}. Save the file as ${wanted} in UTF-8.`);
    }
  };
  for await (const piece of bytes) {
    const read = text(piece);
    lines += read.split('\n').length - 1;
    yield read;
  }
  try {
    decoder.decode();
  } catch {
    throw new LineError(`${name} ends in the middle of a character. Get it again.`);
  }
}

/** The number of the line, in a piece of a file, in which its first damaged character stands. */
function lineOfDamage(piece: Uint8Array, encoding: string): number {
  const text = new TextDecoder(encoding).decode(piece);
  // The piece may begin inside a character, of which up to three bytes are left.
  const place = text.replace(/^\ufffd{1,3}/, (cut) => '?'.repeat(cut.length)).indexOf('\ufffd');
  return text.slice(0, Math.max(0, place)).split('\n').length;
}
