import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { audit } from '../schema/audit.ts';

/** Writes an entry into the audit. */
export async function insertAudit(db: Db, row: typeof audit.$inferInsert): Promise<void> {
  await db.insert(audit).values(row);
}

/** Who deleted a reported question, when, and what went with it. */
export interface Deletion {
  actorHash: string;
  at: Date;
  answers: number;
  votes: number;
  reports: number;
}

/** @returns the deletion that took this report with it, or null when no moderator deleted it. */
export async function deletionOf(db: Db, guildId: string, reportId: string): Promise<Deletion | null> {
  const [row] = await db
    .select()
    .from(audit)
    .where(
      and(
        eq(audit.guildId, guildId),
        eq(audit.action, 'report-delete'),
        sql`${reportId}::text = any(string_to_array(${audit.details} ->> 'reportIds', ' '))`,
      ),
    )
    .orderBy(desc(audit.createdAt))
    .limit(1);
  if (!row) return null;
  const { answers, votes, reportIds } = row.details;
  return {
    actorHash: row.actorHash,
    at: row.createdAt,
    answers: Number(answers),
    votes: Number(votes),
    reports: String(reportIds).split(' ').length,
  };
}

/** @returns a server's entries of one action, oldest first. */
export const auditOf = (db: Db, guildId: string, action: string): Promise<(typeof audit.$inferSelect)[]> =>
  db
    .select()
    .from(audit)
    .where(and(eq(audit.guildId, guildId), eq(audit.action, action)))
    .orderBy(asc(audit.createdAt), asc(audit.id));
