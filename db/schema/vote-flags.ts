/**
 * What makes a vote doubtful. Flags are stored with the vote; no vote is dropped.
 *
 * - `asker`: cast by the asker.
 * - `fast`: cast faster than anyone can read the answers.
 * - `changed`: not the voter's first vote on this ballot.
 * - `late`: cast after the ballot was due or closed.
 * - `over-cap`: more votes within 24 hours than the configured cap.
 * - `one-sided`: the same side as in many duels in a row before.
 */
export const voteFlags = ['asker', 'fast', 'changed', 'late', 'over-cap', 'one-sided'] as const;
export type VoteFlag = (typeof voteFlags)[number];

/**
 * Flags that exclude a vote from figures about agreement. Every vote of a person on a ballot except the first
 * is `changed`. So the first vote counts, whatever came later.
 */
export const excludingFlags = ['asker', 'fast', 'changed', 'late'] as const satisfies readonly VoteFlag[];
