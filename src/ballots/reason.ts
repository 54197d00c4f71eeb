import type { Database } from '../../db/client.ts';
import { setReason } from '../../db/repo/votes.ts';
import { visitBallot } from './vote.ts';

/** The reasons that a voter can name for a vote, any number of them. */
export const decisive = ['correct', 'clear', 'complete', 'style', 'safety'] as const;
export type Decisive = (typeof decisive)[number];

/** The most characters of a reason in the voter's own words. */
export const reasonLength = 1000;

/** Why a voter chose as they did. */
export interface Reason {
  reasons: readonly Decisive[];
  /** In the voter's own words. Empty when they wrote none. */
  text: string;
}

/**
 * Reads the filled-in form. Drops reasons that the form does not offer; only a modified client can send them.
 */
export const readReason = (chosen: readonly string[], text: string): Reason => ({
  reasons: decisive.filter((reason) => chosen.includes(reason)),
  text: text.trim().slice(0, reasonLength).toWellFormed(),
});

/**
 * Stores the reason beside the voter's current vote. A later reason replaces an earlier one.
 *
 * @returns false when there is no such vote that this person can see from this channel.
 */
export async function noteReason(
  database: Database,
  voter: { ballotId: string; voterHash: string; channelId: string },
  reason: Reason,
): Promise<boolean> {
  if (!(await visitBallot(database, voter))) return false;
  return setReason(database.db, voter, [...reason.reasons], reason.text || null);
}
