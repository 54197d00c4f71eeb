import { sql } from 'drizzle-orm';
import type { Db } from './client.ts';

/**
 * Works in two transactions that see the database as it is at one moment: so the server can sort for one of
 * them what is not read before the other has been. Both end with `work`. Each may be idle for as long as it
 * likes, while the other is at work.
 *
 * @param db with a pool of at least two connections: one would be waited for without end
 * @throws what `work` throws
 */
export const inOneSnapshot = <T>(db: Db, work: (tx: Db, beside: Db) => Promise<T>): Promise<T> =>
  db.transaction(async (tx) => {
    const [exported] = await tx.execute<{ id: string }>(sql`select pg_export_snapshot() as id`);
    return db.transaction(async (beside) => {
      // A literal, because the statement takes no parameter.
      await beside.execute(sql.raw(`set transaction snapshot '${exported?.id}'`));
      for (const one of [tx, beside]) await one.execute(sql`set local idle_in_transaction_session_timeout = 0`);
      return work(tx, beside);
    }, REPEATABLE);
  }, REPEATABLE);

const REPEATABLE = { isolationLevel: 'repeatable read' } as const;
