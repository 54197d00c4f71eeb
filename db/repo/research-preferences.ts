import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { releasedVotes } from '../schema/published.ts';
import { votes } from '../schema/votes.ts';
import { isCounted } from './counting.ts';
import { exportAsks, exportVotes } from './research-lots.ts';

/**
 * @returns exportable asks that have a ballot, with the slots that it shows, a page in random order. See
 *   `research-lots.ts`.
 */
export async function readVotedAsks(db: Db, after: number | null, limit: number) {
  return db
    .select({ place: exportAsks.place, ask: asks, ballotId: ballots.id, shown: ballots.shown })
    .from(exportAsks)
    .innerJoin(asks, eq(asks.id, exportAsks.askId))
    .innerJoin(ballots, eq(ballots.askId, asks.id))
    .where(after === null ? undefined : gt(exportAsks.place, after))
    .orderBy(asc(exportAsks.place))
    .limit(limit);
}

/**
 * @returns the exportable votes of these ballots that count, by choice. They are found through the released
 *   votes, which have an index by ballot: votes that were replaced are in none.
 */
export async function countReleasedVotes(db: Db, ballotIds: string[]) {
  if (ballotIds.length === 0) return [];
  return db
    .select({ ballotId: votes.ballotId, choice: votes.choice, slot: votes.slot, votes: sql<number>`count(*)::int` })
    .from(releasedVotes)
    .innerJoin(votes, eq(votes.id, releasedVotes.voteId))
    .innerJoin(exportVotes, eq(exportVotes.voteId, votes.id))
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(and(inArray(releasedVotes.ballotId, ballotIds), isCounted()))
    .groupBy(votes.ballotId, votes.choice, votes.slot);
}

/** @returns the texts of the candidates of these asks. A failed candidate has none. */
export async function readTexts(db: Db, askIds: string[]) {
  if (askIds.length === 0) return [];
  return db
    .select({ askId: candidates.askId, slot: candidates.slot, text: candidates.text })
    .from(candidates)
    .where(inArray(candidates.askId, askIds))
    .orderBy(asc(candidates.askId), asc(candidates.slot));
}
