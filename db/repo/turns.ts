import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';

/** Lets those who name the same thing through one at a time, until the transaction ends. */
export async function takeTurn(tx: Db, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}

/** The same for several names at once; in one order everywhere, so that two who want the same names do not wait for each other for ever. */
export async function takeTurns(tx: Db, names: readonly string[]): Promise<void> {
  const sorted = [...new Set(names)].sort();
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(${sql.param(sorted)}::text[]) as turns(name)`,
  );
}
