import { type Seeded, seeded } from '../seeded.ts';

/**
 * The seed's choices for one purpose, independent of those for any other. The lowest bit of a bare FNV-1a is the parity of its input, so two
 * purposes of one seed would toss the same coin, or always the opposite one: it is mixed here before it becomes a seed.
 */
export function chance(seed: string, purpose: string): Seeded {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(`${purpose}\n${seed}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  // The finaliser of MurmurHash3 (Austin Appleby, public domain).
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return seeded(String((hash ^ (hash >>> 16)) >>> 0), purpose);
}
