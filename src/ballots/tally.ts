import type { VoteChoice } from '../terms.ts';
export interface Tally {
  /** Votes for the candidate shown as A, as B. */
  a: number;
  b: number;
  tie: number;
  bothBad: number;
  total: number;
}

/** Counts current votes by what voters saw. Votes for a slot that the ballot does not show cannot be; they would fall under B. */
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
