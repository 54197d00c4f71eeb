import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of choices that depends on nothing but its seed. */
export interface Seeded {
  /** A whole number from 0 to `below` − 1, each as likely. */
  below(below: number): number;
  coin(): boolean;
  /** A new array in random order (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[];
}

/**
 * One seed serves many choices; `purpose` keeps them apart, so that a new choice in one place changes none elsewhere.
 * The 32-bit state comes from a hash of both texts: chance for shuffles, no secret.
 */
export function seeded(seed: string, purpose: string): Seeded {
  const generator = xoroshiro128plus(hash(`${purpose}\n${seed}`));
  const below = (limit: number) => uniformInt(generator, 0, limit - 1);
  return {
    below,
    coin: () => below(2) === 0,
    shuffle(items) {
      const shuffled = [...items];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [shuffled[i], shuffled[j]] = [
          shuffled[j] as (typeof shuffled)[number],
          shuffled[i] as (typeof shuffled)[number],
        ];
      }
      return shuffled;
    },
  };
}

/**
 * FNV-1a, then the finaliser of MurmurHash3 (Austin Appleby, public domain): the lowest bit of a bare FNV-1a is the parity of its input, so that two
 * purposes of one seed would toss the same coin, or always the opposite one.
 */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) state = Math.imul(state ^ byte, 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) | 0;
}
