import { and, count, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { audit } from '../schema/audit.ts';
import { ballots } from '../schema/ballots.ts';
import { consents } from '../schema/consents.ts';
import { votes } from '../schema/votes.ts';
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

/** Votes of the scope, likewise. */
export async function countVotesByReason(db: Db, scope: ResearchScope): Promise<Record<string, number>> {
  const reason: SQL<string> = sql<string>`case
    when ${asks.private} or not ${isAmongOptedIn(asks.askerHash)} or not ${othersAreAmongOptedIn} then 'ask-left-out'
    when not ${isAmongOptedIn(votes.voterHash)} then 'voter-not-opted-in'
    else 'kept' end`;
  const rows = await db
    .select({ reason, rows: count() })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
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

/** Who had opted in at that time and has not now. */
export async function withdrawnSince(db: Db, since: Date): Promise<string[]> {
  const decision = (until: SQL) =>
    sql`(array_agg(${consents.decision} order by ${consents.createdAt} desc, ${consents.id} desc) ${until})[1]`;
  const rows = await db
    .select({ person: consents.personHash })
    .from(consents)
    .groupBy(consents.personHash)
    .having(
      sql`${decision(sql``)} = 'revoked'
        and ${decision(sql`filter (where ${consents.createdAt} <= ${since.toISOString()})`)} = 'given'`,
    )
    .orderBy(consents.personHash);
  return rows.map(({ person }) => person);
}
