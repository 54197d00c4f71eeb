const FRAME = 0xfd2fb528;
/** Sixteen numbers, for frames that hold nothing to unpack: pzstd begins its files with one. */
const isSkippable = (magic: number): boolean => magic >= 0x184d2a50 && magic <= 0x184d2a5f;

/** A header that is whole: how many bytes belong to it and to what it announces, and what follows. */
interface Part {
  length: number;
  dropped: boolean;
  next: 'frame' | 'block';
}

/**
 * Cuts a zstd file so that no piece goes over the end of a frame, and leaves skippable frames out. Node's
 * decompressor drops the rest of a piece in which a frame ends, and files that were joined have several.
 * Source: RFC 8878.
 */
export async function* zstdFrames(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let checksum = 0;
  let [next, left, dropped]: ['frame' | 'block', number, boolean] = ['frame', 0, false];
  let held = Buffer.alloc(0);

  function read(rest: Buffer): Part | null {
    if (next === 'frame') {
      if (rest.length < 8) return null;
      const magic = rest.readUInt32LE();
      if (isSkippable(magic)) return { length: 8 + rest.readUInt32LE(4), dropped: true, next };
      // The decompressor says what is wrong with it.
      if (magic !== FRAME) return { length: Number.POSITIVE_INFINITY, dropped: false, next };
      const header = rest.readUInt8(4);
      const single = (header >> 5) & 1;
      const size = [single, 2, 4, 8][header >> 6] ?? 0;
      checksum = ((header >> 2) & 1) * 4;
      return { length: 5 + (1 - single) + ([0, 1, 2, 4][header & 3] ?? 0) + size, dropped: false, next: 'block' };
    }
    if (rest.length < 3) return null;
    const header = rest.readUIntLE(0, 3);
    const isLast = (header & 1) === 1;
    const isRun = ((header >> 1) & 3) === 1;
    const length = 3 + (isRun ? 1 : header >> 3) + (isLast ? checksum : 0);
    return { length, dropped: false, next: isLast ? 'frame' : 'block' };
  }

  for await (const piece of bytes) {
    let rest = Buffer.concat([held, piece]);
    held = Buffer.alloc(0);
    while (rest.length > 0) {
      if (left === 0) {
        const part = read(rest);
        if (part === null) {
          held = rest;
          break;
        }
        ({ length: left, dropped, next } = part);
      }
      const part = rest.subarray(0, left);
      left -= part.length;
      rest = rest.subarray(part.length);
      if (!dropped) yield part;
    }
  }
  if (held.length > 0) yield held;
}
