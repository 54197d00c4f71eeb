import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../db/client.ts';

/** What asks cost the database from now on, each: transactions (a statement alone is one), log written, and disk that stays taken. */
export async function databaseCost({ sql }: Database) {
  const read = async () => {
    const [row] = await sql<{ transactions: string; wal: string; bytes: string }[]>`
      select xact_commit as transactions, pg_current_wal_lsn() - '0/0' as wal, pg_database_size(current_database()) as bytes
      from pg_stat_database where datname = current_database()`;
    return { transactions: Number(row?.transactions), wal: Number(row?.wal), bytes: Number(row?.bytes) };
  };
  const before = await read();
  return async (asks: number) => {
    // Sessions report what they did at most once a second.
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
