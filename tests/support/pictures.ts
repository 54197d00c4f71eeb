import { deflateSync } from 'node:zlib';

const bytesOf = (...parts: (number[] | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));
const big = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** (bytes - 1 - at)) % 256);
const little = (value: number, bytes: number): number[] => big(value, bytes).toReversed();

/** The beginnings of pictures of these sizes, in every kind that models take. */
export const heads = {
  'image/png': (w: number, h: number) =>
    bytesOf('\x89PNG\r\n\x1a\n', big(13, 4), 'IHDR', big(w, 4), big(h, 4), [8, 2, 0, 0, 0]),
  'image/gif': (w: number, h: number) => bytesOf('GIF89a', little(w, 2), little(h, 2), [0, 0, 0]),
  'image/jpeg': (w: number, h: number) =>
    bytesOf(
      [0xff, 0xd8, 0xff, 0xe0],
      big(4, 2),
      [1, 2, 0xff, 0xff, 0xc2],
      big(11, 2),
      [8],
      big(h, 2),
      big(w, 2),
      [1, 1],
    ),
  'image/webp': (w: number, h: number) =>
    bytesOf('RIFF', little(30, 4), 'WEBPVP8X', little(10, 4), [0, 0, 0, 0], little(w - 1, 3), little(h - 1, 3)),
} as const;

export const losslessWebp = (w: number, h: number): Uint8Array =>
  bytesOf('RIFF', little(30, 4), 'WEBPVP8L', little(10, 4), [0x2f], little((h - 1) * 0x4000 + w - 1, 4));
export const lossyWebp = (w: number, h: number): Uint8Array =>
  bytesOf('RIFF', little(30, 4), 'WEBPVP8 ', little(10, 4), [0, 0, 0, 0x9d, 1, 0x2a], little(w, 2), little(h, 2));

/** A whole grey PNG, without checksums. */
export const wholePng = (w: number, h: number): Uint8Array => {
  const data = deflateSync(Buffer.alloc((w * 3 + 1) * h, 0x80));
  return Buffer.concat([
    heads['image/png'](w, h),
    Buffer.alloc(4),
    Uint8Array.from(big(data.length, 4)),
    Buffer.from('IDAT'),
    data,
  ]);
};
