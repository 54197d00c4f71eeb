import type { VoteChoice } from '../../terms.ts';
export interface Counted {
  choice: VoteChoice;
  slot: number | null;
  votes: number;
}

export type Majority = { slot: number; votes: number; of: number } | 'too-few-votes' | 'no-strict-majority';

/** The candidate that more than half of all votes chose, ties and "both bad" counted among them; at least `fewest` votes in all. */
export function strictMajority(counted: readonly Counted[], fewest: number): Majority {
  const of = counted.reduce((sum, { votes }) => sum + votes, 0);
  if (of < fewest) return 'too-few-votes';
  const winner = counted.find(({ choice, votes }) => choice === 'candidate' && votes * 2 > of);
  if (winner?.slot == null) return 'no-strict-majority';
  return { slot: winner.slot, votes: winner.votes, of };
}
