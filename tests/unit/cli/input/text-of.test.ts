import { Readable } from 'node:stream';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../../../src/cli/input/text-of.ts';
import { runs } from '../../../support/fuzz.ts';

async function read(bytes: Buffer, pieceSize = 65_536): Promise<string> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceSize) }, (_, i) =>
    bytes.subarray(i * pieceSize, (i + 1) * pieceSize),
  );
  let text = '';
  for await (const piece of textOf(Readable.from(pieces), { name: 'x.jsonl', wanted: 'JSON lines' })) text += piece;
  return text;
}

const mark = '\ufeff';
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const encodings: Record<string, (text: string) => Buffer> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a mark': (text) => Buffer.from(mark + text),
  'UTF-16 with a mark': (text) => Buffer.from(mark + text, 'utf16le'),
  'UTF-16 without': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16, big end first, with a mark': (text) => utf16be(mark + text),
  'UTF-16, big end first, without': (text) => utf16be(text),
};
const skippable = Buffer.from('532a4d1805000000ffffffffff', 'hex');
const withChecksum = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
const packings: Record<string, (bytes: Buffer) => Buffer> = {
  plain: (bytes) => bytes,
  gzip: (bytes) => gzipSync(bytes),
  'gzip in two members': (bytes) => Buffer.concat([gzipSync(bytes.subarray(0, 7)), gzipSync(bytes.subarray(7))]),
  zstd: (bytes) => zstdCompressSync(bytes),
  'zstd in several frames': (bytes) =>
    Buffer.concat([zstdCompressSync(bytes.subarray(0, 7)), zstdCompressSync(bytes.subarray(7)), zstdCompressSync('')]),
  'zstd as pzstd writes it': (bytes) =>
    Buffer.concat([skippable, zstdCompressSync(bytes, withChecksum), skippable, skippable]),
  'gzip in gzip': (bytes) => gzipSync(gzipSync(bytes)),
};

describe('a text file', () => {
  const cases = Object.keys(encodings).flatMap((encoding) =>
    Object.keys(packings).map((packing) => ({ encoding, packing })),
  );
  it.each(cases)('is read in $encoding, $packing, in pieces of any size', async ({ encoding, packing }) => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((s) => `{"id":1,"t":${JSON.stringify(s)}}\n`);
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 20 }), async (written, size) => {
        const packed = packings[packing]?.(encodings[encoding]?.(written) ?? Buffer.alloc(0));
        expect(await read(packed ?? Buffer.alloc(0), size)).toBe(written);
      }),
      { numRuns: runs(20) },
    );
  });

  it('is read whole in zstd of many blocks', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `{"id":${i},"t":"${(i * 7919) % 10_007}"}\n`).join('');
    const packed = Buffer.concat([zstdCompressSync(rows), zstdCompressSync(rows, withChecksum)]);
    for (const size of [999, 65_536]) expect(await read(packed, size)).toBe(rows + rows);
  });

  it('is not waited for once its first characters are there', async () => {
    let pieces = 0;
    const slowly = (async function* () {
      for (const line of ['{"id":1}\n', '{"id":2}\n']) {
        pieces++;
        yield Buffer.from(line);
      }
    })();
    const texts = textOf(slowly, { name: 'x', wanted: 'JSON lines' });
    expect([(await texts.next()).value, pieces]).toEqual(['{"id":1}\n', 1]);
  });
});

describe('a file that is no text', () => {
  const zip = (inside: string) => Buffer.from(`PK\x03\x04${'\0'.repeat(26)}${inside}`, 'latin1');
  it.each([
    ['Excel', zip('[Content_Types].xml'), /an Excel workbook\. Save its table as JSON lines/],
    ['Excel, its parts in another order', zip('docProps/app.xml…PK\x01\x02xl/workbook.xml'), /an Excel workbook/],
    ['LibreOffice', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'), /LibreOffice/],
    ['ZIP', zip('labels.jsonl'), /a ZIP archive\. Unpack it/],
    ['old Excel', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /an old Excel workbook/],
    ['Parquet', Buffer.from('PAR1\x15\x04'), /a Parquet file/],
    ['tar', Buffer.from(`labels.jsonl${'\0'.repeat(245)}ustar\x0000`), /a tar archive/],
    ['tar in gzip', gzipSync(Buffer.from(`labels.jsonl${'\0'.repeat(245)}ustar\x0000`)), /a tar archive/],
    ['bzip2', Buffer.from('BZh91AY&SY'), /bunzip2/],
    ['a pickle', Buffer.from('\x80\x04\x95\x0f', 'latin1'), /pickle/],
    ['a web page', Buffer.from('<!DOCTYPE html><title>Sign in</title>'), /a web page/],
    ['Git LFS', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'), /git lfs pull/],
    ['UTF-32', Buffer.from('fffe00007b000000', 'hex'), /UTF-32/],
    ['something else', Buffer.from('abc\0\x01\0\0\0', 'latin1'), /not a text/],
    ['half a zstd file', zstdCompressSync(Buffer.from('{"id":1}\n'.repeat(99))).subarray(0, 20), /not whole/],
    [
      'zstd with something behind it',
      Buffer.concat([zstdCompressSync(Buffer.from('{"id":1}\n')), Buffer.from('and more')]),
      /damaged/,
    ],
    ['half a gzip file', gzipSync(Buffer.from('{"id":1}\n'.repeat(99))).subarray(0, 20), /not whole/],
  ])('is named: %s', async (_, bytes, words) => {
    await expect(read(bytes)).rejects.toThrow(words);
    await expect(read(bytes, 3)).rejects.toThrow(words);
  });

  it('or is in an old encoding is refused by its line, because unknown letters would become the same', async () => {
    const text = `{"rater":"Ann"}\n{"rater":"Bj\u00f6rn"}\n`;
    for (const size of [1, 5, 1000])
      await expect(read(Buffer.from(text, 'latin1'), size)).rejects.toThrow(/^Line 2 of x\.jsonl is not UTF-8/);
    await expect(read(Buffer.from('{"a":1}\nö').subarray(0, -1))).rejects.toThrow(/middle of a character/);
  });
});
