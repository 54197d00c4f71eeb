import { seeded } from '../seeded.ts';
import type { Voting } from '../terms.ts';

/** The part of a ballot that decides the order: its kind, and the slots as stored. */
export interface ShownBallot {
  kind: Voting;
  shown: readonly number[];
}

/**
 * Orders a ballot's slots for one voter: A, B, C, … What a duel or an open ballot shows in public carries the
 * letters of `shown`, so everyone sees that order everywhere. A coin drew it for each ask. A ballot of all
 * answers never shows letters in public. There each voter has an order of their own, so that no place on the
 * list wins by its position.
 *
 * @param seed the ask's seed.
 * @param voterHash keyed hash of the voter.
 */
export function orderFor(ballot: ShownBallot, seed: string, voterHash: string): readonly number[] {
  return ballot.kind === 'ballot' ? seeded(seed, `order for ${voterHash}`).shuffle(ballot.shown) : ballot.shown;
}
