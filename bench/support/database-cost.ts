import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../db/client.ts';

/**
 * Starts to measure what asks cost the database.
 * @returns a function that gives the cost of each ask so far:
 * transactions (a single statement is one), write-ahead log, and growth of the database.
 */
export async function databaseCost({ sql }: Database) {
  const read = async () => {
    const [row] = await sql<{ transactions: string; wal: string; bytes: string }[]>`
      select xact_commit as transactions, pg_current_wal_lsn() - '0/0' as wal, pg_database_size(current_database()) as bytes
      from pg_stat_database where datname = current_database()`;
    return { transactions: Number(row?.transactions), wal: Number(row?.wal), bytes: Number(row?.bytes) };
  };
  const before = await read();
  return async (asks: number) => {
    // Sessions report their statistics at most once a second.
    await sleep(1500);
    const after = await read();
    const kb = (bytes: number) => Number((bytes / 1024 / asks).toFixed(1));
    return {
      transactionsEach: Number(((after.transactions - before.transactions) / asks).toFixed(1)),
      walKbEach: kb(after.wal - before.wal),
      databaseKbEach: kb(after.bytes - before.bytes),
    };
  };
}
