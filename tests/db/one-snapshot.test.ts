import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, openDatabase } from '../../db/client.ts';
import { inOneSnapshot } from '../../db/one-snapshot.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
  await fresh.database.sql`create table counted (n int)`;
});
afterAll(() => fresh.close());

const rows = async (db: Db) => (await db.execute(sql`select n from counted`)).length;
const write = (db: Db) => db.execute(sql`insert into counted values (1)`);

describe('two transactions in one snapshot', () => {
  it('see the same, whatever is written meanwhile', async () => {
    const { db } = fresh.database;
    const before = await rows(db);
    await inOneSnapshot(db, async (tx, beside) => {
      await write(db);
      expect([await rows(tx), await rows(beside)]).toEqual([before, before]);
      await write(db);
      expect([await rows(beside), await rows(tx)]).toEqual([before, before]);
    });
    expect(await rows(db)).toBe(before + 2);
  });

  it('are both undone by a failure, also while one is at work', async () => {
    const { db } = fresh.database;
    const before = await rows(db);
    const failing = inOneSnapshot(db, async (tx, beside) => {
      await Promise.all([write(tx), write(beside)]);
      beside.execute(sql`select pg_sleep(0.2)`).catch(() => {});
      throw new RangeError('stopped');
    });
    await expect(failing).rejects.toThrow('stopped');
    expect(await rows(db)).toBe(before);
  });

  it('may wait for the other one longer than the server lets a transaction be idle', async () => {
    const { sql: driver } = fresh.database;
    await driver.unsafe(
      `alter database "${new URL(fresh.url).pathname.slice(1)}" set idle_in_transaction_session_timeout = 300`,
    );
    const impatient = openDatabase(fresh.url, { max: 2 });
    try {
      await inOneSnapshot(impatient.db, async (tx, beside) => {
        for (const busy of [tx, beside]) {
          await busy.execute(sql`select pg_sleep(1)`);
          expect(await rows(beside)).toBe(await rows(tx));
        }
      });
    } finally {
      await impatient.close();
    }
  });
});
