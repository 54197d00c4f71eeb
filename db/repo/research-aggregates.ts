import { and, asc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Effort } from '../../src/terms.ts';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { publishedCells } from '../schema/published.ts';
import { isCounted, isSettled } from './counting.ts';
import { publicModel } from './public-model.ts';
import { breakGroups } from './released-votes.ts';
import { inScope, type ResearchScope } from './research-scope.ts';
import { isSimulated } from './simulated.ts';

/** The figures of a cell. */
export interface Figures {
  questions: number;
  voters: number;
  votes: number;
  /** Votes that count and chose a candidate; of these, those that chose the judge's pick. */
  sided: number;
  withJudge: number;
  ties: number;
  bothBad: number;
}

/** What a cell is about. */
export interface CellKey {
  /** Empty for direct messages. */
  guildId: string;
  /** The UTC day of the asks, `YYYY-MM-DD`. */
  day: string;
  /** The judge's name without the address of the operator's own server. */
  judgeModel: string;
  effort: Effort;
}

/** A cell before publication, with what decides whether it may be published. */
export interface Cell extends CellKey, Figures {
  /** Voters with a vote that is in no row-level export. */
  votersUnseen: number;
  /** Voters whose vote in the channel's tally is not the vote that counts, or of whom no vote counts. */
  votersApart: number;
  /** Votes in the channel's tallies that have been deleted since. */
  votesGone: number;
}

const day = sql`(asks.created_at at time zone 'UTC')::date`;
const server = sql`coalesce(asks.guild_id, '')`;
const onServer = (guildId: string | null) => sql`(${guildId}::text is null or asks.guild_id = ${guildId}::text)`;

/**
 * SQL: the days of servers before `today` that can be published. All their asks and ballots have ended, and
 * they have not been published yet.
 */
const daysToPublish = (guildId: string | null, today: string) => sql`(
  select ${server} as guild_id, ${day} as day from asks where ${onServer(guildId)}
  group by 1, 2 having bool_and(${isSettled()}) and ${day} < ${today}::date
  except select guild_id, day from published_cells)`;

/**
 * Counts the cells of all days that can be published, by server, day of the ask, judge and effort. Private
 * and simulated asks are left out. First dissolves the groups of votes that may not be exported now. After
 * that, no further votes of these days can become exportable.
 *
 * @param guildId null: every server.
 * @param today the current UTC day, `YYYY-MM-DD`.
 */
export async function countUnpublished(tx: Db, guildId: string | null, today: string): Promise<Cell[]> {
  const days = daysToPublish(guildId, today);
  await breakGroups(
    tx,
    sql`ballots.ask_id in (select asks.id from asks join ${days} d on d.guild_id = ${server} and d.day = ${day})`,
  );
  return countCells(tx, guildId, days, sql`not ${isSimulated()}`);
}

/**
 * Counts the cells of simulated asks, in the same way. Nobody has to be protected, so these are counted anew
 * each time, and on the day itself.
 */
export async function countSimulated(db: Db, { guildId, since, until }: Days): Promise<Cell[]> {
  const which = sql`${isSimulated()} and ${isSettled()}`;
  const days = sql`(select distinct ${server} as guild_id, ${day} as day from asks where ${onServer(guildId)} and ${which}
    and (${since}::date is null or ${day} >= ${since}::date) and (${until}::date is null or ${day} < ${until}::date))`;
  return countCells(db, guildId, days, which);
}

/** Counts the cells of these days, over the asks that are not private and that `which` holds for. */
async function countCells(db: Db, guildId: string | null, days: SQL, which: SQL): Promise<Cell[]> {
  const counted = isCounted();
  const rows = await db.execute(sql`
    with days as materialized ${days}
    select days.guild_id as "guildId", days.day::text as day,
      ${publicModel(sql`asks.settings ->> 'judgeModel'`)} as "judgeModel", asks.effort,
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
    where ${onServer(guildId)} and not asks.private and ${which}
      and not ('late' = any(votes.flags))
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`);
  return rows as unknown as Cell[];
}

/** Takes the advisory lock of publishing and holds it until the transaction ends. */
export const holdPublishing = (tx: Db) => tx.execute(sql`select pg_advisory_xact_lock(hashtext('published cells'))`);

/** Writes published cells, which never change afterwards. Withheld figures are null. */
export async function insertPublished(
  tx: Db,
  cells: readonly (CellKey & { [figure in keyof Figures]: number | null })[],
  createdAt: Date,
): Promise<void> {
  // One JSON parameter, because a server's first export may publish years.
  const rows = JSON.stringify(cells);
  await tx.execute(sql`
    insert into published_cells (guild_id, day, judge_model, effort, questions, voters, votes, sided, with_judge, ties, both_bad, created_at)
    select "guildId", day, "judgeModel", effort, questions, voters, votes, sided, "withJudge", ties, "bothBad", ${createdAt.toISOString()}::timestamptz
    from json_to_recordset(${rows}::json) as c("guildId" text, day date, "judgeModel" text, effort text, questions int, voters int,
      votes int, sided int, "withJudge" int, ties int, "bothBad" int)`);
}

/** UTC days from `since` to before `until`, `YYYY-MM-DD`. null: no bound, every server. */
export interface Days {
  guildId: string | null;
  since: string | null;
  until: string | null;
}

/** @returns whether asks of a scope are simulated, and whether any asks or published counts of it are not. */
export async function whoseAsks(
  db: Db,
  scope: ResearchScope,
  days: Days,
): Promise<{ simulated: boolean; real: boolean }> {
  const [row] = await db
    .select({
      simulated: sql<boolean>`coalesce(bool_or(${isSimulated()}), false)`,
      real: sql<boolean>`coalesce(bool_or(not ${isSimulated()}), false)`,
    })
    .from(asks)
    .where(inScope(scope));
  const published = await readPublished(db, days);
  return { simulated: row?.simulated ?? false, real: (row?.real ?? false) || published.length > 0 };
}

/** One published cell. */
export type PublishedCell = typeof publishedCells.$inferSelect;

/** @returns the published cells of these days. Withheld figures are null. */
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
