import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { idsIn } from '../../../src/cli/ids-in.ts';
import { forEachAtOnce, readLines } from '../../../src/cli/json-lines.ts';
import { linesOf } from '../../../src/cli/lines.ts';

const all = async <T>(items: AsyncIterable<T>) => {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
};

describe('lines', () => {
  it('are whole wherever the stream is broken into pieces, and end at a line feed only', async () => {
    const text = fc
      .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n', '\r\n', '\u2028', '\u2029', '😀', '\r')))
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(40)), async (written, cuts) => {
        const bytes = Buffer.from(written);
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const pieces = places.slice(1).map((to, i) => bytes.subarray(places[i], to));
        const plain = written.replace(/^\ufeff/, '').split('\n');
        if (plain.at(-1) === '') plain.pop();
        expect(await all(linesOf(Readable.from(pieces)))).toEqual(plain);
      }),
    );
  });

  it('are rows behind a byte order mark, with carriage returns, and with what JSON.stringify leaves as it is', async () => {
    const rows = [{ id: 1, text: 'a\u2028b\u2029c' }, { id: 2 }];
    const file = `\ufeff${rows.map((row) => JSON.stringify(row)).join('\r\n\r\n')}\r\n`;
    expect(await all(readLines(Readable.from([Buffer.from(file)]), z.any()))).toEqual(rows);
  });
});

describe('work on rows', () => {
  it('begins nothing more once one has failed', async () => {
    const begun: number[] = [];
    const numbers = (async function* () {
      for (let i = 0; i < 100; i++) yield i;
    })();
    const work = forEachAtOnce(numbers, 4, async (n) => {
      begun.push(n);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (n === 5) throw new Error('five');
    });
    await expect(work).rejects.toThrow('five');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(begun.length).toBeLessThanOrEqual(9);
  });
});

describe('a file of results', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tribunal-ids-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const file = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };

  it.each([
    ['whole', '{"id":1}\n{"id":"b"}\n', [1, 'b'], '{"id":1}\n{"id":"b"}\n'],
    ['cut', '{"id":1}\n{"id":"b","ver', [1], '{"id":1}\n'],
    ['cut in its first line', '{"id', [], ''],
    ['cut before the line feed', '{"id":1}\n{"id":2}', [1, 2], '{"id":1}\n{"id":2}\n'],
    ['cut far behind', `{"id":1}\n{"id":2,"reasoning":"${'ü'.repeat(150_000)}`, [1], '{"id":1}\n'],
    ['empty', '', [], ''],
  ])('that is %s can be gone on with', async (name, before, ids, after) => {
    const path = await file(name, before);
    expect([...(await idsIn(path))]).toEqual(ids);
    expect(await readFile(path, 'utf8')).toBe(after);
  });

  it('that is something else is left alone', async () => {
    const path = await file('notes', 'My notes');
    await expect(idsIn(path)).rejects.toThrow(/no result of this command/);
    expect(await readFile(path, 'utf8')).toBe('My notes');
  });
});
