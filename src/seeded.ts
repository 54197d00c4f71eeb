import { createHash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of pseudo-random choices that depends on its seed alone. */
export interface Seeded {
  /** A whole number from 0 to `below` − 1, uniformly. */
  below(below: number): number;
  coin(): boolean;
  /** A new array in random order (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[];
}

/**
 * One seed serves many choices; `purpose` keeps their streams apart, so that a new choice in one place
 * changes none elsewhere. Each purpose has a 128-bit state of its own, cut from SHA-256: whoever learns one
 * stream learns nothing about another. A stream is as secret as its seed.
 */
export function seeded(seed: string, purpose: string): Seeded {
  const generator = xoroshiro128plusFromState(stateFor(seed, purpose));
  const below = (limit: number) => uniformInt(generator, 0, limit - 1);
  return {
    below,
    coin: () => below(2) === 0,
    shuffle(items) {
      const shuffled = [...items];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
      }
      return shuffled;
    },
  };
}

/**
 * Four 32-bit words. The purpose's length stands in front, so that no two pairs of purpose and seed make the
 * same text.
 */
function stateFor(seed: string, purpose: string): number[] {
  const digest = createHash('sha256').update(`${purpose.length}:${purpose}\n${seed}`).digest();
  return [0, 4, 8, 12].map((offset) => digest.readInt32BE(offset));
}
