import type { Ask } from '../../db/repo/asks.ts';
import type { Candidate } from '../../db/repo/candidates.ts';
import { seeded } from '../seeded.ts';

/**
 * Which reply is shown while the judge is being started: one of those that have arrived, by lot. It must not
 * depend on any verdict, or readers would know more about the pick than voters may
 * (docs/adr/0014-a-reply-by-lot-while-the-judge-wakes.md).
 * @returns its slot; null while there is none
 */
export function drawEarly(
  { seed, n }: Pick<Ask, 'seed' | 'n'>,
  candidates: readonly Pick<Candidate, 'slot' | 'state' | 'duplicateOf'>[],
): number | null {
  const arrived = candidates.filter(({ state, duplicateOf }) => state === 'done' && duplicateOf === null);
  const slots = new Set(arrived.map(({ slot }) => slot));
  const order = seeded(seed, 'shown early').shuffle(Array.from({ length: n }, (_, slot) => slot));
  return order.find((slot) => slots.has(slot)) ?? null;
}
