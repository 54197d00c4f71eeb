import { asc, gt, type SQL, sql } from 'drizzle-orm';
import { integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { readThrough } from './read-through.ts';
import { wholeGroups } from './released-votes.ts';
import { mayLeave, type ResearchScope } from './research-scope.ts';
import { planForWholeTables } from './whole-tables.ts';

// Rows are exported in random order. Ordered by id or time, they could be matched with the messages in the
// channel. Rows that name the day of their ask may stand by its month.

/**
 * What may be exported, each with its random place. These temporary tables last until the transaction ends.
 */
export const exportAsks = pgTable('export_asks', { place: integer().notNull(), askId: uuid().notNull() });
/** The votes, likewise. */
export const exportVotes = pgTable('export_votes', { place: integer().notNull(), voteId: uuid().notNull() });

/** What lots are drawn of, and how. */
export interface Lots {
  scope: ResearchScope;
  /** Decides the order. */
  salt: string;
  /** Only asks that had ended, and votes whose release was decided, by then. Absent: no bound. */
  before?: Date | null;
  /**
   * Orders asks by month and, within one, by this random code of their id, and votes by their ask: so readers
   * find a month, or an ask, in few row groups. null: all in one order drawn from `salt`.
   */
  codeOf: ((askId: string) => string) | null;
}

const lot = (salt: string, id: SQL) => sql`sha256(convert_to(${salt} || ${id}, 'UTF8'))`;
const until = ({ before }: Lots) => sql`${before?.toISOString() ?? null}::timestamptz`;

/**
 * Fills `exportAsks` with the asks that may be exported of a scope. Call it once in a transaction.
 * @returns how many there are, which is their last place too
 */
export async function drawAsks(tx: Db, lots: Lots): Promise<number> {
  const { scope, salt, codeOf } = lots;
  await planForWholeTables(tx);
  await tx.execute(sql`create temporary table export_asks (place int not null, ask_id uuid not null) on commit drop`);
  const which = sql`${mayLeave(scope)} and (${until(lots)} is null or coalesce(asks.closed_at, asks.created_at) <= ${until(lots)})`;
  const { count } = codeOf
    ? await placeByMonth(tx, which, codeOf)
    : await tx.execute(
        sql`insert into export_asks select row_number() over (order by ${lot(salt, sql`asks.id`)}), asks.id from asks where ${which}`,
      );
  // Analyzed before it is joined with the votes.
  await tx.execute(sql`create index on export_asks (place)`);
  await tx.execute(sql`analyze export_asks`);
  return count;
}

/**
 * Fills `exportAsks` and `exportVotes` with what may be exported of a scope. Call it once in a transaction.
 * @returns how many asks and votes there are, which are their last places too
 */
export async function drawLots(tx: Db, lots: Lots): Promise<{ asks: number; votes: number }> {
  const { salt, codeOf } = lots;
  const asked = await drawAsks(tx, lots);
  await tx.execute(sql`create temporary table export_votes (place int not null, vote_id uuid not null) on commit drop`);
  const { count: votes } = await tx.execute(sql`
    insert into export_votes
    select row_number() over (order by ${codeOf ? sql`place, ` : sql``}${lot(salt, sql`w.vote_id`)}), w.vote_id
    from ${wholeGroups(sql`(${until(lots)} is null or ballots.released_at <= ${until(lots)})`)} w
      join export_asks on export_asks.ask_id = w.ask_id`);
  await tx.execute(sql`create index on export_votes (place)`);
  await tx.execute(sql`analyze export_votes`);
  return { asks: asked, votes };
}

const BATCH = 10_000;
const monthOf = sql`to_char(asks.created_at at time zone 'UTC', 'YYYY-MM')`;

/** Places asks by month and code. The codes are computed here, because their key stays here. */
async function placeByMonth(tx: Db, which: SQL, codeOf: (askId: string) => string) {
  await tx.execute(
    sql`create temporary table export_codes (ask_id uuid not null, month text not null, code text not null) on commit drop`,
  );
  const fields = { id: asks.id, month: sql<string>`${monthOf}` };
  for await (const page of readThrough(tx, fields, sql`from ${asks} where ${which}`, BATCH)) {
    const coded = JSON.stringify(page.map(({ id, month }) => ({ id, month, code: codeOf(id) })));
    await tx.execute(
      sql`insert into export_codes select * from json_to_recordset(${coded}::json) as c(id uuid, month text, code text)`,
    );
  }
  return tx.execute(sql`
    insert into export_asks select row_number() over (order by month, code collate "C"), ask_id from export_codes`);
}

/** The rows of one month, by the places of the asks and votes that end it. */
export interface ExportMonth {
  /** `YYYY-MM`, in UTC. */
  month: string;
  lastAsk: number;
  /** 0: no vote up to the end of this month. */
  lastVote: number;
}

/** @returns the months of the asks that may be exported, in their order. They must be placed by month. */
export async function exportMonths(tx: Db): Promise<ExportMonth[]> {
  const rows = await tx.execute(sql`
    with ends as (
      select ${monthOf} as month, max(export_asks.place)::int as last_ask, max(export_votes.place)::int as last_vote
      from export_asks join asks on asks.id = export_asks.ask_id
        left join ballots on ballots.ask_id = asks.id left join votes on votes.ballot_id = ballots.id
        left join export_votes on export_votes.vote_id = votes.id
      group by 1)
    select month, last_ask as "lastAsk", coalesce(max(last_vote) over (order by month), 0) as "lastVote"
    from ends order by month`);
  return rows as unknown as ExportMonth[];
}

/**
 * @returns the ids of up to `limit` asks after the place `after`, in random order. `after` null: from the
 *   beginning.
 */
export const readAskIds = (db: Db, after: number | null, limit: number) =>
  db
    .select({ place: exportAsks.place, id: exportAsks.askId })
    .from(exportAsks)
    .where(after === null ? undefined : gt(exportAsks.place, after))
    .orderBy(asc(exportAsks.place))
    .limit(limit);

/** @returns the ids of votes, in the same way. */
export const readVoteIds = (db: Db, after: number | null, limit: number) =>
  db
    .select({ place: exportVotes.place, id: exportVotes.voteId })
    .from(exportVotes)
    .where(after === null ? undefined : gt(exportVotes.place, after))
    .orderBy(asc(exportVotes.place))
    .limit(limit);
