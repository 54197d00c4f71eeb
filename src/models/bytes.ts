const NONE = Buffer.alloc(0);

/**
 * A growing byte buffer. Pieces are copied in, because a flood of small ones costs a hundred times their size
 * to keep.
 */
export class Bytes {
  #buffer = Buffer.allocUnsafe(4096);
  length = 0;

  add(piece: Uint8Array): void {
    const needed = this.length + piece.length;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#buffer.length));
      this.#buffer.copy(larger, 0, 0, this.length);
      this.#buffer = larger;
    }
    this.#buffer.set(piece, this.length);
    this.length = needed;
  }

  /** Takes all bytes out, as a copy. */
  take(): Buffer {
    if (this.length === 0) return NONE;
    const whole = Buffer.from(this.#buffer.subarray(0, this.length));
    this.length = 0;
    return whole;
  }
}
