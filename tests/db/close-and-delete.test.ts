import { afterAll, beforeAll, expect, it } from 'vitest';
import { deletePerson } from '../../db/repo/erase.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { closeVoting } from '../../src/ballots/close.ts';
import type { Queue } from '../../src/ops/queue.ts';
import { erasePerson } from '../../src/privacy/erase.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { fullAsk } from '../support/full-ask.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

it('a ballot that closes while its asker deletes everything makes neither fail', async () => {
  const { db } = fresh.database;
  for (let round = 0; round < 30; round++) {
    await fullAsk(fresh.database, 'word', { state: 'voting' });
    const [ballot] = await db.select().from(ballots);
    await Promise.all([
      closeVoting({ ...fresh, now: () => new Date() }, ballot?.id ?? ''),
      db.transaction((tx) => deletePerson(tx, 'asker', new Date(0))),
    ]);
    expect(await db.select().from(asks)).toEqual([]);
  }
});

it('a deletion that met another transaction crosswise is done again, and nobody is told', async () => {
  const { db, sql } = fresh.database;
  await fullAsk(fresh.database, 'word', { state: 'closed' });
  const queue = { send: async () => {} } as unknown as Queue;
  let erased: Promise<unknown> = Promise.resolve();
  await sql.begin(async (tx) => {
    // PostgreSQL ends the one that looks for deadlocks first. Here that is the deletion.
    await tx`set local deadlock_timeout = '1min'`;
    await tx`update candidates set style = 'held'`;
    erased = erasePerson({ ...fresh, queue, now: () => new Date() }, 'asker');
    // The deletion now waits for a lock.
    await expect.poll(async () => (await sql`select from pg_locks where not granted`).length).toBeGreaterThan(0);
    await tx`select id from asks for update`;
  });
  expect(await erased).toMatchObject({ asks: 1 });
  expect(await db.select().from(asks)).toEqual([]);
});
