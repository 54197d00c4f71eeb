import type { Db } from '../client.ts';
import { usage } from '../schema/usage.ts';

export type NewUsage = typeof usage.$inferInsert;

/** Once an ask: a repeated settling changes nothing. */
export async function insertUsage(db: Db, row: NewUsage): Promise<void> {
  await db.insert(usage).values(row).onConflictDoNothing();
}
