import type { Database } from '../../db/client.ts';
import { setReason } from '../../db/repo/votes.ts';
import { visitBallot } from './vote.ts';

/** What can decide a vote; a voter names as many as apply. */
export const decisive = ['correct', 'clear', 'complete', 'style', 'safety'] as const;
export type Decisive = (typeof decisive)[number];

export const reasonLength = 1000;

export interface Reason {
  reasons: readonly Decisive[];
  /** In the voter's own words; empty where there are none. */
  text: string;
}

/** What a voter filled in; what the form does not offer is left out, as only a modified client can send it. */
export const readReason = (chosen: readonly string[], text: string): Reason => ({
  reasons: decisive.filter((reason) => chosen.includes(reason)),
  text: text.trim().slice(0, reasonLength).toWellFormed(),
});

/** Keeps why a voter chose so, beside the current vote; a later reason takes the place of an earlier one. false: there is no such vote in sight. */
export async function noteReason(
  database: Database,
  voter: { ballotId: string; voterHash: string; channelId: string },
  reason: Reason,
): Promise<boolean> {
  if (!(await visitBallot(database, voter))) return false;
  return setReason(database.db, voter, [...reason.reasons], reason.text || null);
}
