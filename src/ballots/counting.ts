import { excludingFlags } from '../../db/schema/vote-flags.ts';
import type { Voting } from '../terms.ts';

/** What decides whether a vote counts; `db/repo/counting.ts` says the same to the database. */
export interface Countable {
  /** The voter did not yet know the pick. */
  blind: boolean;
  flags: readonly string[];
  ballotClosed: boolean;
  /** The pick could be worked out from what Discord shows to everybody. */
  seedIsPublic: boolean;
}

/**
 * Whether a vote is in the figures: the first of its person on a ballot that is closed, cast blind, not by the asker, and not faster than one can
 * read. Whether it is still `current` is not asked: who changes it after seeing the pick would otherwise take a disagreement out of the figures.
 */
export const countsForAgreement = ({ blind, flags, ballotClosed, seedIsPublic }: Countable): boolean =>
  ballotClosed && !seedIsPublic && blind && !excludingFlags.some((flag) => flags.includes(flag));

/** Whether a ballot asks about two answers. A choice among all candidates is no vote on a pair, and in no figure about pairs. */
export const isAboutPair = (kind: Voting): boolean => kind !== 'ballot';

/** Why a vote is not in the figures about pairs: the first reason that applies, in this order. */
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
