import type { Db } from '../client.ts';
import { audit } from '../schema/audit.ts';

/** Writes an entry into the audit. */
export async function insertAudit(db: Db, row: typeof audit.$inferInsert): Promise<void> {
  await db.insert(audit).values(row);
}
