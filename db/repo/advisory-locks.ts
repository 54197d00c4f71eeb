import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';

/** Takes the advisory lock of a name and holds it until the transaction ends. Waits for another holder. */
export async function takeLock(tx: Db, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}

/** Takes several advisory locks, always in the same order, so that two transactions cannot deadlock. */
export async function takeLocks(tx: Db, names: readonly string[]): Promise<void> {
  const sorted = [...new Set(names)].sort();
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(${sql.param(sorted)}::text[]) as locks(name)`,
  );
}

/**
 * Does some work while it holds the advisory lock of a name.
 * @returns null, without doing it, while another process holds the lock
 */
export const ifFree = <T>(db: Db, name: string, work: () => Promise<T>): Promise<T | null> =>
  db.transaction(async (tx) => {
    const [row] = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as mine`,
    );
    return row?.mine ? work() : null;
  });
