import { seeded } from '../seeded.ts';
import type { Voting } from '../terms.ts';

export interface ShownBallot {
  kind: Voting;
  shown: readonly number[];
}

/**
 * The slots in the order that one voter sees: A, B, C … A duel stands in public, in the same order for all. What a voter alone is shown
 * comes in an order of their own, so that no place on the list has an advantage over the whole community. `seed`: the ask's.
 */
export function orderFor(ballot: ShownBallot, seed: string, voterHash: string): readonly number[] {
  return ballot.kind === 'duel' ? ballot.shown : seeded(seed, `order for ${voterHash}`).shuffle(ballot.shown);
}
