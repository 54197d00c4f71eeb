import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';

/** Lets those who name the same thing through one at a time, until the transaction ends. */
export async function takeTurn(tx: Db, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}
