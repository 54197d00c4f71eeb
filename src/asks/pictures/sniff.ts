import type { PictureType } from '../../terms.ts';

/** What a picture's first bytes say of it. Width and height are in pixels, at least 1. */
export interface Sniffed {
  type: PictureType;
  width: number;
  height: number;
}

/**
 * Reads a picture's kind and size from its own bytes, whatever its name and its sender say. Nothing is
 * decoded.
 * Sources: PNG 11.2.1, GIF89a 18, ITU T.81 B.2.2, RFC 9649 2.5–2.7.
 * @returns null when the bytes begin as none of the four kinds, or say no size
 */
export function sniff(bytes: Uint8Array): Sniffed | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const found = png(view) ?? gif(view) ?? jpeg(view) ?? webp(view);
    return found && found.width > 0 && found.height > 0 ? found : null;
  } catch (error) {
    // The bytes end before the size is said.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const tag = (view: DataView, at: number, length: number): string =>
  String.fromCharCode(...Array.from({ length }, (_, offset) => view.getUint8(at + offset)));

const png = (view: DataView): Sniffed | null =>
  tag(view, 0, 8) === '\x89PNG\r\n\x1a\n' && tag(view, 12, 4) === 'IHDR'
    ? { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
    : null;

const gif = (view: DataView): Sniffed | null =>
  /^GIF8[79]a$/.test(tag(view, 0, 6))
    ? { type: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) }
    : null;

/** Walks from segment to segment to the frame header (SOF), which has the size. */
function jpeg(view: DataView): Sniffed | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Any number of 0xff may stand before a marker.
    if (marker === 0xff) at += 1;
    else if (isFrame(marker))
      return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // The picture's data begin, and no size was said; or a marker that has no length stands here.
    else if (marker === 0xda || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9)) return null;
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
}

/** C4, C8 and CC are tables and reserved. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function webp(view: DataView): Sniffed | null {
  if (tag(view, 0, 4) !== 'RIFF' || tag(view, 8, 4) !== 'WEBP') return null;
  const type = 'image/webp';
  const uint24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
  switch (tag(view, 12, 4)) {
    case 'VP8X':
      return { type, width: uint24(24) + 1, height: uint24(27) + 1 };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return view.getUint8(20) === 0x2f
        ? { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
        : null;
    }
    case 'VP8 ':
      return tag(view, 23, 3) === '\x9d\x01\x2a'
        ? { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
        : null;
    default:
      return null;
  }
}
