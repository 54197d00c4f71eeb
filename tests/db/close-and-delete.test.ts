import { afterAll, beforeAll, expect, it } from 'vitest';
import { deletePerson } from '../../db/repo/erase.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { closeVoting } from '../../src/ballots/close.ts';
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
      closeVoting(fresh.database, ballot?.id ?? '', new Date()),
      db.transaction((tx) => deletePerson(tx, 'asker', new Date(0))),
    ]);
    expect(await db.select().from(asks)).toEqual([]);
  }
});
