/** Fast seeded chance for simulations: the mixing steps of MurmurHash3 over a few whole numbers. */
export function hash(...parts: number[]): number {
  let h = 0x9e3779b9;
  for (const part of parts) {
    h = Math.imul(h ^ part, 0xcc9e2d51);
    h = Math.imul((h << 15) | (h >>> 17), 0x1b873593) ^ (h >>> 13);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number from 0 to 1, exclusive of both, that depends on nothing but `parts`. */
export const uniform = (...parts: number[]): number => (hash(...parts) + 0.5) / 2 ** 32;

/** A standard normal number that depends on nothing but `parts` (Box–Muller). */
export const gauss = (...parts: number[]): number =>
  Math.sqrt(-2 * Math.log(uniform(1, ...parts))) * Math.cos(2 * Math.PI * uniform(2, ...parts));
