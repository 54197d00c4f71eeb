import { excludingFlags, type VoteFate, voteFates } from '../../db/schema/vote-flags.ts';
import type { Voting } from '../terms.ts';

/** What decides whether a vote counts. */
export interface Countable {
  /** The voter did not yet know the pick. */
  blind: boolean;
  flags: readonly string[];
  ballotClosed: boolean;
  /** The seed is a Discord id, so anyone could work out the pick. */
  seedIsPublic: boolean;
}

/** Whether a ballot compares two answers. Figures about pairs leave out a choice among all candidates. */
export const isAboutPair = (kind: Voting): boolean => kind !== 'ballot';

/** What speaks against a vote. `db/repo/counting.ts` holds the same rule as SQL, and a property test both. */
const speaksAgainst = (fate: VoteFate, vote: Countable): boolean => {
  if (isFlag(fate)) return vote.flags.includes(fate);
  if (fate === 'open-ballot') return !vote.ballotClosed;
  if (fate === 'seed-public') return vote.seedIsPublic;
  return fate === 'not-blind' && !vote.blind;
};

const isFlag = (fate: VoteFate): boolean => excludingFlags.some((flag) => flag === fate);

/**
 * Whether a vote counts in figures about agreement: nothing speaks against it. So it is the voter's first on
 * a closed ballot, cast blind, not by the asker, and not faster than anyone reads. It need not be `current`.
 * Otherwise people could remove a disagreement by changing it after seeing the pick.
 */
export const countsForAgreement = (vote: Countable): boolean => !voteFates.some((fate) => speaksAgainst(fate, vote));

/** @returns the first reason to leave a vote out of figures about pairs, or `counted`. */
export const fateOf = (vote: Countable & { kind: Voting }): VoteFate =>
  voteFates.find((fate) => (fate === 'among-all' ? !isAboutPair(vote.kind) : speaksAgainst(fate, vote))) ?? 'counted';
