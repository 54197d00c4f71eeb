import { and, count, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { audit } from '../schema/audit.ts';
import { ballots } from '../schema/ballots.ts';
import { consents } from '../schema/consents.ts';
import { votes } from '../schema/votes.ts';
import { exportAsks, exportVotes } from './research-lots.ts';
import { inScope, isAmongOptedIn, othersAreAmongOptedIn, type ResearchScope } from './research-scope.ts';

const askReason = sql<string>`case
  when ${asks.private} then 'private'
  when not ${isAmongOptedIn(asks.askerHash)} then 'asker-not-opted-in'
  when not ${othersAreAmongOptedIn} then 'others-not-opted-in'
  else 'kept' end`;

/** Counts settled asks of the scope by the reason why they may not be exported row by row, or as `kept`. */
export async function countAsksByReason(db: Db, scope: ResearchScope): Promise<Record<string, number>> {
  const rows = await db.select({ reason: askReason, rows: count() }).from(asks).where(inScope(scope)).groupBy(sql`1`);
  return Object.fromEntries(rows.map(({ reason, rows: n }) => [reason, n]));
}

/** Counts votes of the scope in the same way. `drawLots` must have run in this transaction. */
export async function countVotesByReason(db: Db, scope: ResearchScope): Promise<Record<string, number>> {
  const reason: SQL<string> = sql<string>`case
    when ${exportVotes.voteId} is not null then 'kept'
    when ${exportAsks.askId} is null then 'ask-left-out'
    when 'late' = any(${votes.flags}) then 'late'
    when ${votes.voterHash} = ${asks.askerHash} then 'by-the-asker'
    when not ${isAmongOptedIn(votes.voterHash)} then 'voter-not-opted-in'
    else 'not-in-a-group' end`;
  const rows = await db
    .select({ reason, rows: count() })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .leftJoin(exportAsks, eq(exportAsks.askId, asks.id))
    .leftJoin(exportVotes, eq(exportVotes.voteId, votes.id))
    .where(inScope(scope))
    .groupBy(sql`1`);
  return Object.fromEntries(rows.map(({ reason: why, rows: n }) => [why, n]));
}

/** The action of a row-level export in the audit. */
export const EXPORT_ACTION = 'research-export';

/**
 * @returns when rows of this server were last exported, or null when never. `guildId` null: of all servers
 *   together.
 */
export async function lastExportOf(db: Db, guildId: string | null): Promise<Date | null> {
  const [row] = await db
    .select({ at: audit.createdAt })
    .from(audit)
    .where(and(eq(audit.action, EXPORT_ACTION), guildId === null ? isNull(audit.guildId) : eq(audit.guildId, guildId)))
    .orderBy(desc(audit.createdAt))
    .limit(1);
  return row?.at ?? null;
}

/** @returns scope, format and time of an export, or null when the audit no longer holds it. */
export async function exportById(
  db: Db,
  exportId: string,
): Promise<{ scope: ResearchScope; format: unknown; at: Date } | null> {
  const [row] = await db
    .select()
    .from(audit)
    .where(and(eq(audit.action, EXPORT_ACTION), sql`${audit.details} ->> 'exportId' = ${exportId}`))
    .limit(1);
  if (!row) return null;
  const day = (name: 'since' | 'until') => {
    const value = row.details[name];
    return typeof value === 'string' ? new Date(value) : null;
  };
  return {
    scope: { guildId: row.guildId, since: day('since'), until: day('until') },
    format: row.details.format,
    at: row.createdAt,
  };
}

/**
 * @returns how many people had opted in at `since` and have withdrawn by now. People who deleted their data
 *   are not counted, because their decisions are gone.
 */
export async function countWithdrawnSince(db: Db, since: Date): Promise<number> {
  const decision = (until: SQL) =>
    sql`(array_agg(${consents.decision} order by ${consents.createdAt} desc, ${consents.id} desc) ${until})[1]`;
  const people = db
    .select({ person: consents.personHash })
    .from(consents)
    .groupBy(consents.personHash)
    .having(
      sql`${decision(sql``)} = 'revoked'
        and ${decision(sql`filter (where ${consents.createdAt} <= ${since.toISOString()})`)} = 'given'`,
    )
    .as('people');
  const [row] = await db.select({ n: count() }).from(people);
  return row?.n ?? 0;
}
