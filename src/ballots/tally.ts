import type { VoteChoice } from '../terms.ts';
/** The votes on a ballot of two answers. */
export interface Tally {
  /** Votes for the answers shown as A and as B. */
  a: number;
  b: number;
  tie: number;
  bothBad: number;
  total: number;
}

/**
 * Counts current votes on a ballot of two answers. Every vote for a candidate other than A counts for B; the
 * ballot shows no third one.
 *
 * @param shown the two slots in the order shown.
 */
export function countVotes(
  rows: readonly { choice: VoteChoice; slot: number | null; votes: number }[],
  shown: readonly number[],
): Tally {
  const sum = (which: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(which).reduce((total, row) => total + row.votes, 0);
  return {
    a: sum((row) => row.choice === 'candidate' && row.slot === shown[0]),
    b: sum((row) => row.choice === 'candidate' && row.slot !== shown[0]),
    tie: sum((row) => row.choice === 'tie'),
    bothBad: sum((row) => row.choice === 'both_bad'),
    total: sum(() => true),
  };
}
