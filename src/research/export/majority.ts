import type { VoteChoice } from '../../terms.ts';
/** How many votes chose the same. */
export interface Counted {
  choice: VoteChoice;
  slot: number | null;
  votes: number;
}

/** A majority of `votes` out of `of`, or why there is none. */
export type Majority = { slot: number; votes: number; of: number } | 'too-few-votes' | 'no-strict-majority';

/**
 * Finds the candidate that more than half of all votes chose. Ties and "both bad" are among those votes, and
 * there must be at least `fewest`.
 */
export function strictMajority(counted: readonly Counted[], fewest: number): Majority {
  const of = counted.reduce((sum, { votes }) => sum + votes, 0);
  if (of < fewest) return 'too-few-votes';
  const winner = counted.find(({ choice, votes }) => choice === 'candidate' && votes * 2 > of);
  if (winner?.slot == null) return 'no-strict-majority';
  return { slot: winner.slot, votes: winner.votes, of };
}
