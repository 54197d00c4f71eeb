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

/** Asks of the scope, by why they may not leave row by row; `kept` where they may. */
export async function countAsksByReason(db: Db, scope: ResearchScope): Promise<Record<string, number>> {
  const rows = await db.select({ reason: askReason, rows: count() }).from(asks).where(inScope(scope)).groupBy(sql`1`);
  return Object.fromEntries(rows.map(({ reason, rows: n }) => [reason, n]));
}

/** Votes of the scope, likewise; after the lots were drawn. */
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

/** The action under which an export of rows stands in the audit. */
export const EXPORT_ACTION = 'research-export';

/** When rows of this scope left last; null: never. */
export async function lastExportOf(db: Db, guildId: string | null): Promise<Date | null> {
  const [row] = await db
    .select({ at: audit.createdAt })
    .from(audit)
    .where(and(eq(audit.action, EXPORT_ACTION), guildId === null ? isNull(audit.guildId) : eq(audit.guildId, guildId)))
    .orderBy(desc(audit.createdAt))
    .limit(1);
  return row?.at ?? null;
}

/** Which export of rows this was, if the audit still knows: what it was about, and when. */
export async function exportById(db: Db, exportId: string): Promise<{ scope: ResearchScope; at: Date } | null> {
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
  return { scope: { guildId: row.guildId, since: day('since'), until: day('until') }, at: row.createdAt };
}

/** How many people had opted in at that time and have not now, of those whose decisions are still there. */
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
