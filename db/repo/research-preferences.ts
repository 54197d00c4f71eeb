import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { votes } from '../schema/votes.ts';
import { mayLeave, optedIn, type ResearchScope } from './research-scope.ts';

/** Asks with a ballot that may leave, with what the ballot shows. */
export async function readVotedAsks(db: Db, scope: ResearchScope, after: string | null, limit: number) {
  return db
    .select({ ask: asks, ballotId: ballots.id, shown: ballots.shown })
    .from(asks)
    .innerJoin(ballots, eq(ballots.askId, asks.id))
    .where(and(mayLeave(scope), after === null ? undefined : gt(asks.id, after)))
    .orderBy(asc(asks.id))
    .limit(limit);
}

/** Current blind votes of voters who opted in, counted; the asker's own and those faster than one can read are left out. */
export async function countOpenVotes(db: Db, ballotIds: string[]) {
  if (ballotIds.length === 0) return [];
  return db
    .select({ ballotId: votes.ballotId, choice: votes.choice, slot: votes.slot, votes: sql<number>`count(*)::int` })
    .from(votes)
    .where(
      and(
        inArray(votes.ballotId, ballotIds),
        votes.current,
        votes.blind,
        sql`not ${votes.flags} && array['asker', 'fast']`,
        optedIn(votes.voterHash),
      ),
    )
    .groupBy(votes.ballotId, votes.choice, votes.slot);
}

/** The texts of finished candidates. */
export async function readTexts(db: Db, askIds: string[]) {
  if (askIds.length === 0) return [];
  return db
    .select({ askId: candidates.askId, slot: candidates.slot, text: candidates.text })
    .from(candidates)
    .where(inArray(candidates.askId, askIds))
    .orderBy(asc(candidates.askId), asc(candidates.slot));
}
