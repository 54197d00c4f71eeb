/** What makes a vote doubtful. Kept with it; nothing is dropped. */
export const voteFlags = ['asker', 'fast', 'changed', 'late', 'over-cap', 'one-sided'] as const;
export type VoteFlag = (typeof voteFlags)[number];

/**
 * With one of these a vote is in no figure. `changed` stands on every vote of a person on a ballot but the first one, so that leaving it out
 * keeps the first, whatever was chosen later.
 */
export const excludingFlags = ['asker', 'fast', 'changed', 'late'] as const satisfies readonly VoteFlag[];
