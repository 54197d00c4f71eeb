import { and, asc, eq, gte, lt, sql } from 'drizzle-orm';
import type { Effort } from '../../src/terms.ts';
import type { Db } from '../client.ts';
import { publishedCells } from '../schema/published.ts';
import { isCounted, isSettled } from './counting.ts';
import { breakGroups } from './released-votes.ts';

/** What is counted in a cell. */
export interface Figures {
  questions: number;
  voters: number;
  votes: number;
  /** Of votes that count: those for one candidate, and of these for the judge's pick. */
  sided: number;
  withJudge: number;
  ties: number;
  bothBad: number;
}

export interface CellKey {
  /** Empty for direct messages. */
  guildId: string;
  /** UTC, `YYYY-MM-DD`. */
  day: string;
  /** Without the address of an operator's own server. */
  judgeModel: string;
  effort: Effort;
}

export interface Cell extends CellKey, Figures {
  /** Voters with a vote that is in no row-level file. */
  votersUnseen: number;
  /** Voters who are in the tallies in the channel with something else than what counts of them, or of whom nothing counts. */
  votersApart: number;
  /** Votes in the tallies that are no longer there. */
  votesGone: number;
}

const day = sql`(asks.created_at at time zone 'UTC')::date`;
const server = sql`coalesce(asks.guild_id, '')`;
const onServer = (guildId: string | null) => sql`(${guildId}::text is null or asks.guild_id = ${guildId}::text)`;

/** Days of servers that ended before `today`, all of whose asks are over with their ballots, and that have not been published; as a query. */
const daysToPublish = (guildId: string | null, today: string) => sql`(
  select ${server} as guild_id, ${day} as day from asks where ${onServer(guildId)}
  group by 1, 2 having bool_and(${isSettled()}) and ${day} < ${today}::date
  except select guild_id, day from published_cells)`;

/**
 * The cells of all days that can be published, by server, day of the ask, judge and effort: the votes on asks that are neither private nor simulated.
 * From now on no more of these votes may leave row by row than may now. `guildId` null: every server.
 */
export async function countUnpublished(tx: Db, guildId: string | null, today: string): Promise<Cell[]> {
  const days = daysToPublish(guildId, today);
  await breakGroups(
    tx,
    sql`ballots.ask_id in (select asks.id from asks join ${days} d on d.guild_id = ${server} and d.day = ${day})`,
  );
  const counted = isCounted();
  const rows = await tx.execute(sql`
    with days as materialized ${days}
    select days.guild_id as "guildId", days.day::text as day,
      regexp_replace(asks.settings ->> 'judgeModel', '@https?://\\S*$', '@own-server') as "judgeModel", asks.effort,
      count(distinct asks.id)::int as questions,
      count(distinct votes.voter_hash)::int as voters,
      (count(distinct votes.voter_hash) filter (where released_votes.vote_id is null))::int as "votersUnseen",
      (count(distinct votes.voter_hash) filter (where votes.current <> ${counted}))::int as "votersApart",
      (select coalesce(sum(greatest(0, o.closed_with - (select count(*) from votes v where v.ballot_id = o.id and v.current))), 0)
        from ballots o where o.id = any(array_agg(ballots.id)))::int as "votesGone",
      (count(*) filter (where votes.current))::int as votes,
      (count(*) filter (where ${counted} and votes.choice = 'candidate'))::int as sided,
      (count(*) filter (where ${counted} and votes.choice = 'candidate' and votes.slot = asks.pick))::int as "withJudge",
      (count(*) filter (where votes.current and votes.choice = 'tie'))::int as ties,
      (count(*) filter (where votes.current and votes.choice = 'both_bad'))::int as "bothBad"
    from days join asks on ${server} = days.guild_id and ${day} = days.day
      join ballots on ballots.ask_id = asks.id join votes on votes.ballot_id = ballots.id
      left join released_votes on released_votes.vote_id = votes.id
    where ${onServer(guildId)} and not asks.private and not coalesce((asks.settings ->> 'simulated')::boolean, false)
      and not ('late' = any(votes.flags))
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`);
  return rows as unknown as Cell[];
}

/** Keeps one process from publishing a day that another is publishing, until the transaction ends. */
export const holdPublishing = (tx: Db) => tx.execute(sql`select pg_advisory_xact_lock(hashtext('published cells'))`);

/** Writes cells for good; figures null where they are held back. */
export async function insertPublished(
  tx: Db,
  cells: readonly (CellKey & { [figure in keyof Figures]: number | null })[],
  createdAt: Date,
): Promise<void> {
  // As one parameter: a server's first export may publish years.
  const rows = JSON.stringify(cells);
  await tx.execute(sql`
    insert into published_cells (guild_id, day, judge_model, effort, questions, voters, votes, sided, with_judge, ties, both_bad, created_at)
    select "guildId", day, "judgeModel", effort, questions, voters, votes, sided, "withJudge", ties, "bothBad", ${createdAt.toISOString()}::timestamptz
    from json_to_recordset(${rows}::json) as c("guildId" text, day date, "judgeModel" text, effort text, questions int, voters int,
      votes int, sided int, "withJudge" int, ties int, "bothBad" int)`);
}

/** Days from `since` on and before `until`, UTC. */
export interface Days {
  guildId: string | null;
  since: string | null;
  until: string | null;
}

export type PublishedCell = typeof publishedCells.$inferSelect;

/** What was published of these days; figures null where they are held back. */
export async function readPublished(db: Db, { guildId, since, until }: Days): Promise<PublishedCell[]> {
  const { day, judgeModel, effort } = publishedCells;
  return db
    .select()
    .from(publishedCells)
    .where(
      and(
        guildId === null ? undefined : eq(publishedCells.guildId, guildId),
        since === null ? undefined : gte(day, since),
        until === null ? undefined : lt(day, until),
      ),
    )
    .orderBy(asc(day), asc(judgeModel), asc(effort));
}
