import { excludingFlags } from '../../db/schema/vote-flags.ts';
import type { Voting } from '../terms.ts';

/** What decides whether a vote counts. `db/repo/counting.ts` holds the same rule as SQL. */
export interface Countable {
  /** The voter did not yet know the pick. */
  blind: boolean;
  flags: readonly string[];
  ballotClosed: boolean;
  /** The seed is a Discord id, so anyone could work out the pick. */
  seedIsPublic: boolean;
}

/**
 * Whether a vote counts in figures about agreement. It must be the voter's first on a closed ballot, cast
 * blind, not by the asker, and not faster than anyone reads. It need not be `current`. Otherwise people could
 * remove a disagreement by changing it after seeing the pick.
 */
export const countsForAgreement = ({ blind, flags, ballotClosed, seedIsPublic }: Countable): boolean =>
  ballotClosed && !seedIsPublic && blind && !excludingFlags.some((flag) => flags.includes(flag));

/** Whether a ballot compares two answers. Figures about pairs leave out a choice among all candidates. */
export const isAboutPair = (kind: Voting): boolean => kind !== 'ballot';

/** Why a vote is left out of figures about pairs. The first reason in this order applies. */
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

/** @returns the first reason to leave a vote out of figures about pairs, or `counted`. */
export function fateOf(vote: Countable & { kind: Voting }): VoteFate {
  const { flags } = vote;
  if (!vote.ballotClosed) return 'open-ballot';
  if (flags.includes('late')) return 'late';
  if (flags.includes('changed')) return 'changed';
  if (!isAboutPair(vote.kind)) return 'among-all';
  if (vote.seedIsPublic) return 'seed-public';
  if (flags.includes('asker')) return 'asker';
  if (flags.includes('fast')) return 'fast';
  return vote.blind ? 'counted' : 'not-blind';
}
