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

/**
 * What becomes of a vote in figures about pairs. The first that applies, in this order, is its fate. The
 * conditions stand in `src/ballots/counting.ts` and, as SQL, in `db/repo/counting.ts`.
 *
 * - `open-ballot`: its ballot is open.
 * - `among-all`: a choice among all candidates. It counts in figures that are not about pairs.
 * - `seed-public`: the ask's seed is a Discord id, so anyone could work out the pick.
 * - `not-blind`: the voter knew the pick.
 */
export const voteFates = [
  'open-ballot',
  'late',
  'changed',
  'among-all',
  'seed-public',
  'asker',
  'fast',
  'not-blind',
  'counted',
] as const;
export type VoteFate = (typeof voteFates)[number];
