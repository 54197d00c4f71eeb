import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/client.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type Network, startNetwork } from '../support/network.ts';

// These tests need the patches of the driver in patches/.
// Without them, they end the process, wait for ever, or write outside their transaction.

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
  await fresh.database.sql`create table written (by text)`;
});
afterAll(() => fresh.close());

let network: Network;
let database: Database;
beforeEach(async () => {
  await fresh.database.sql`truncate written`;
  network = await startNetwork(fresh.url);
  // One connection, so that the next query gets the lost one.
  database = openDatabase(network.url, { max: 1, applicationName: 'lost' });
});
afterEach(async () => {
  await database.close();
  await network.close();
  // A backend in pg_sleep does not notice that its client is gone.
  await fresh.database
    .sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'lost'`;
});

const LOST = /CONNECTION_CLOSED|ECONNRESET|57P01|terminating connection/;
const why = (error: unknown) => {
  const { message, cause } = error as Error;
  return `${message} ${cause instanceof Error ? `${(cause as Error & { code?: string }).code} ${cause.message}` : ''}`;
};
const lost = (promise: PromiseLike<unknown>) =>
  Promise.resolve(promise).then(
    () => 'done',
    (error) => (LOST.test(`${why(error)} ${error.code}`) ? 'lost' : why(error)),
  );
const waits = (query: string) =>
  expect
    .poll(
      async () =>
        (
          await fresh.database
            .sql`select from pg_stat_activity where application_name = 'lost' and query like ${`%${query}%`} and state like ${query.startsWith('pg_sleep') ? 'active' : 'idle%'}`
        ).length,
    )
    .toBe(1);
const worksAgain = async () => {
  for (let i = 1; i <= 5; i++)
    expect(await database.db.transaction((tx) => tx.execute(sql`select ${i}::int as n`))).toMatchObject([{ n: i }]);
  expect(await Promise.all([1, 2, 3].map((n) => database.db.execute(sql`select ${n}::int as n`)))).toMatchObject([
    [{ n: 1 }],
    [{ n: 2 }],
    [{ n: 3 }],
  ]);
};

describe.each(['ended by the server', 'closed', 'reset'] as const)('a connection that is %s', (how) => {
  const cut = async () => {
    if (how === 'ended by the server')
      await fresh.database
        .sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'lost'`;
    else network.cut(how);
  };

  it('while queries run: each of them is told, and the next ones are answered', async () => {
    const all = [1, 2, 3].map((n) => lost(database.db.execute(sql`select pg_sleep(${n === 1 ? 60 : 0}), ${n}::int`)));
    await waits('pg_sleep');
    await cut();
    expect(await Promise.all(all)).toContain('lost');
    await worksAgain();
  });

  it('while a transaction writes: it is told, and the next ones are answered', async () => {
    const work = lost(
      database.db.transaction(async (tx) => {
        await tx.execute(sql`insert into written values (${'lost'})`);
        await tx.execute(sql`select pg_sleep(60)`);
      }),
    );
    await waits('pg_sleep');
    await cut();
    expect(await work).toBe('lost');
    await worksAgain();
    expect(await fresh.database.sql`select by from written`).toEqual([]);
  });

  it('while a transaction thinks: what it does after that is refused, and does not get into another one', async () => {
    let goOn = () => {};
    const thinks = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let after: Promise<string>[] = [];
    const work = lost(
      database.db.transaction(async (tx) => {
        await tx.execute(sql`insert into written values (${'lost'})`);
        await thinks;
        after = [1, 2, 3].map((n) => lost(tx.execute(sql`insert into written values (${`after ${n}`})`)));
        await Promise.all(after);
      }),
    );
    await waits('insert into written');
    // This transaction waits for the connection, and starts as soon as there is a new one.
    const other = database.db.transaction(async (tx) => {
      await tx.execute(sql`insert into written values (${'other'})`);
      goOn();
      await tx.execute(sql`select pg_sleep(0.2)`);
    });
    await cut();
    expect(await work).toBe('lost');
    await other;
    expect(await Promise.all(after)).toEqual(['lost', 'lost', 'lost']);
    expect(await fresh.database.sql`select by from written`).toEqual([{ by: 'other' }]);
    await worksAgain();
  });

  it('while it is kept for one: that one is told, and gives back nothing', async () => {
    const kept = await database.sql.reserve();
    await kept`select 'kept'`;
    await waits('kept');
    await cut();
    await expect.poll(() => lost(kept`select 1`)).toBe('lost');
    await worksAgain();
    expect(await lost(kept`select 1`)).toBe('lost');
    kept.release();
    await worksAgain();
  });

  it('while nobody uses it: nobody is told', async () => {
    await database.db.execute(sql`select 'nobody'`);
    await waits('nobody');
    await cut();
    await expect
      .poll(async () => (await fresh.database.sql`select from pg_stat_activity where application_name = 'lost'`).length)
      .toBe(0);
    // The end of the connection has arrived, but the client must have had a turn to read it.
    await sleep(100);
    await worksAgain();
  });
});

it.each(
  [1, 100, 400, 500, 1000, 2000, 4000].flatMap(
    (bytes) =>
      [
        [bytes, 'closed'],
        [bytes, 'reset'],
      ] as const,
  ),
)(
  'a connection that is cut while it is opened, after %i bytes, %s: who waits is told, or is answered by the next one',
  async (bytes, how) => {
    network.cutAt({ bytes, how });
    expect(['done', 'lost']).toContain(await lost(database.db.execute(sql`select 1`)));
    network.cutAt({ bytes, how });
    expect(['done', 'lost']).toContain(await lost(database.sql.reserve().then((kept) => kept.release())));
    network.cutAt(null);
    // The end of the connection before may still be in flight.
    await expect.poll(() => lost(database.db.execute(sql`select 1`))).toBe('done');
    await worksAgain();
  },
);
