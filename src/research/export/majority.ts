import type { Counted } from '../../../db/repo/research-preferences.ts';
import { absoluteMajorityOf } from '../../agreement/majority.ts';

/** A candidate that `votes` out of `of` people chose, or why there is none. */
export type Preferred = { slot: number; votes: number; of: number } | 'too-few-votes' | 'no-absolute-majority';

/**
 * Finds the candidate with an absolute majority of all votes. Ties and "both bad" are among those votes, and
 * there must be at least `fewest`.
 */
export function preferredByMost(counted: readonly Counted[], fewest: number): Preferred {
  const of = counted.reduce((sum, { votes }) => sum + votes, 0);
  if (of < fewest) return 'too-few-votes';
  const winner = absoluteMajorityOf(counted.map((row) => [row, row.votes] as const));
  if (winner?.choice !== 'candidate' || winner.slot === null) return 'no-absolute-majority';
  return { slot: winner.slot, votes: winner.votes, of };
}
