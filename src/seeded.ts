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
 * The 32-bit state comes from FNV-1a over both texts: chance for shuffles, no secret.
 */
export function seeded(seed: string, purpose: string): Seeded {
  const generator = xoroshiro128plus(fnv1a(`${purpose}\n${seed}`));
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

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0;
}
