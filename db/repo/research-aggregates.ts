import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { votes } from '../schema/votes.ts';
import { inScope, isAmongOptedIn, type ResearchScope } from './research-scope.ts';

export interface Cell {
  /** UTC, `YYYY-MM-DD`. */
  day: string;
  judgeModel: string;
  effort: 'quick' | 'standard' | 'deep';
  questions: number;
  voters: number;
  /** Voters whose votes are in no row-level file. */
  votersUnseen: number;
  votes: number;
  /** Of blind votes without the flags `asker` and `fast`: those for one candidate, and of these for the judge's pick. */
  sided: number;
  withJudge: number;
  ties: number;
  bothBad: number;
}

/** Current votes on closed ballots of asks that are not private and not simulated, counted by day of the ask, judge and effort. */
export async function countCells(db: Db, scope: ResearchScope): Promise<Cell[]> {
  const day = sql<string>`to_char(${asks.createdAt} at time zone 'UTC', 'YYYY-MM-DD')`;
  const judgeModel = sql<string>`${asks.settings} ->> 'judgeModel'`;
  const counted = sql`${votes.blind} and not ${votes.flags} && array['asker', 'fast']`;
  const number = (what: ReturnType<typeof sql>) => sql<number>`(${what})::int`;
  const unseen = sql`not (${isAmongOptedIn(votes.voterHash)} and ${isAmongOptedIn(asks.askerHash)})`;
  return db
    .select({
      day,
      judgeModel,
      effort: asks.effort,
      questions: number(sql`count(distinct ${asks.id})`),
      voters: number(sql`count(distinct ${votes.voterHash})`),
      votersUnseen: number(sql`count(distinct ${votes.voterHash}) filter (where ${unseen})`),
      votes: number(sql`count(*)`),
      sided: number(sql`count(*) filter (where ${counted} and ${votes.choice} = 'candidate')`),
      withJudge: number(
        sql`count(*) filter (where ${counted} and ${votes.choice} = 'candidate' and ${votes.slot} = ${asks.pick})`,
      ),
      ties: number(sql`count(*) filter (where ${votes.choice} = 'tie')`),
      bothBad: number(sql`count(*) filter (where ${votes.choice} = 'both_bad')`),
    })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(
      and(
        inScope(scope),
        votes.current,
        // What still grows would tell, by a second look, what the last voter chose.
        isNotNull(ballots.closedAt),
        eq(asks.private, false),
        sql`not coalesce((${asks.settings} ->> 'simulated')::boolean, false)`,
      ),
    )
    .groupBy(sql`1`, sql`2`, sql`3`)
    .orderBy(sql`1`, sql`2`, sql`3`);
}
