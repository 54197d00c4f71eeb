import { asc, gt, sql } from 'drizzle-orm';
import { integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import type { Db } from '../client.ts';
import { wholeGroups } from './released-votes.ts';
import { mayLeave, type ResearchScope } from './research-scope.ts';

// Rows are exported in random order. Ordered by id or time, they could be matched with the messages in the
// channel.

/**
 * What may be exported, each with its random place. These temporary tables last until the transaction ends.
 */
export const exportAsks = pgTable('export_asks', { place: integer().notNull(), askId: uuid().notNull() });
/** The votes, likewise. */
export const exportVotes = pgTable('export_votes', { place: integer().notNull(), voteId: uuid().notNull() });

/**
 * Fills `exportAsks` and `exportVotes` with what may be exported of a scope, in an order drawn from `salt`.
 * Call it once in a transaction.
 *
 * @param before only asks that had ended, and votes whose release was decided, by then. null: no bound.
 */
export async function drawLots(tx: Db, scope: ResearchScope, salt: string, before: Date | null = null): Promise<void> {
  const lot = (id: string) => sql`row_number() over (order by sha256(convert_to(${salt} || ${sql.raw(id)}, 'UTF8')))`;
  const until = before?.toISOString() ?? null;
  await tx.execute(
    sql`create temporary table export_asks (place int primary key, ask_id uuid not null) on commit drop`,
  );
  await tx.execute(
    sql`create temporary table export_votes (place int primary key, vote_id uuid not null) on commit drop`,
  );
  await tx.execute(sql`
    insert into export_asks select ${lot('asks.id')}, asks.id from asks
    where ${mayLeave(scope)} and (${until}::timestamptz is null or coalesce(asks.closed_at, asks.created_at) <= ${until}::timestamptz)`);
  // Analyzed before it is joined with the votes.
  await tx.execute(sql`create index on export_asks (ask_id)`);
  await tx.execute(sql`analyze export_asks`);
  const which = sql`ballots.ask_id in (select ask_id from export_asks)
    and (${until}::timestamptz is null or ballots.released_at <= ${until}::timestamptz)`;
  await tx.execute(sql`
    insert into export_votes select ${lot('w.vote_id')}, w.vote_id from ${wholeGroups(which)} w`);
  await tx.execute(sql`create index on export_votes (vote_id)`);
  await tx.execute(sql`analyze export_votes`);
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
