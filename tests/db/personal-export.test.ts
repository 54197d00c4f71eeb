import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { exportPerson } from '../../src/privacy/personal-export.ts';
import { votings } from '../../src/terms.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { fullAsk } from '../support/full-ask.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

const now = new Date('2026-03-01T12:00:00Z');
const handed = () => exportPerson(fresh.database, 'asker', now);

/** Two possible ends of an ask. Every column that reveals the pick differs. */
const ends = [
  { pick: 0, pBest: [0.9, 0.1], standings: [0, 1], judged: true, cutShort: null, pickedAt: new Date(1e12) },
  { pick: 1, pBest: [0.2, 0.8], standings: [1, 0], judged: false, cutShort: 'deadline', pickedAt: new Date(2e12) },
] as const;
const endAs = (askId: string, { pBest, standings, ...end }: (typeof ends)[number]) =>
  fresh.database.db
    .update(asks)
    .set({ ...end, pBest: [...pBest], standings: [...standings] })
    .where(eq(asks.id, askId));

describe('what a person is handed of their own', () => {
  it.each(votings)('is the same whatever was picked, until the ballot (%s) is closed', async (voting) => {
    const { db } = fresh.database;
    await db.delete(asks);
    const askId = await fullAsk(fresh.database, 'word', { voting, state: 'voting' });
    await db.update(ballots).set({ kind: voting }).where(eq(ballots.askId, askId));
    const open: string[] = [];
    for (const end of ends) {
      await endAs(askId, end);
      open.push(await handed());
    }
    expect(open[0]).toBe(open[1]);
    const [ask] = JSON.parse(open[0] ?? '').asks;
    expect(ask).toMatchObject({ stillVotedOn: true, prompt: 'prompt word' });
    for (const field of Object.keys(ends[0])) expect(ask).not.toHaveProperty(field);
    // The models of the answers are secret until the end, too.
    expect(ask.answers).toEqual([0, 1].map((slot) => ({ slot, text: 'reply word' })));

    await db.update(ballots).set({ closedAt: now });
    await db.update(asks).set({ state: 'closed', closedAt: now });
    for (const end of ends) {
      await endAs(askId, end);
      const [told] = JSON.parse(await handed()).asks;
      expect(told).toMatchObject({ pick: end.pick, judged: end.judged, pBest: end.pBest });
      expect(told.answers.map(({ pick }: { pick: boolean }) => pick)).toEqual([end.pick === 0, end.pick === 1]);
    }
  });

  it('has nobody else’s hash in it, and of others only what the person wrote', async () => {
    const { db } = fresh.database;
    await db.delete(asks);
    await fullAsk(fresh.database, 'own', { promptBy: 'somebody', wordsOf: ['other', 'somebody'] });
    await fullAsk(fresh.database, 'lent', { askerHash: 'other', promptBy: 'asker', wordsOf: ['asker', 'somebody'] });
    await fullAsk(fresh.database, 'beyond', { askerHash: 'other', wordsOf: ['asker'] });
    const text = await handed();
    expect(text).not.toMatch(/"(other|somebody|voter)"/);
    const read = JSON.parse(text);
    expect(read.asks).toMatchObject([{ prompt: 'prompt own', inOwnWords: false, othersInIt: 2 }]);
    expect(read.putByOthers).toMatchObject([{ prompt: 'prompt lent', fileText: 'file lent' }]);
    expect(text).not.toMatch(/reply lent|because lent|beyond/);
  });

  it('leaves out the oldest where it would be too much for a file, those that others put as well', async () => {
    const { db } = fresh.database;
    await db.delete(asks);
    const long = 'x'.repeat(39_000);
    for (let n = 0; n < 260; n++)
      await fullAsk(
        fresh.database,
        `${n}`,
        n % 2 ? { prompt: long } : { prompt: long, askerHash: 'other', promptBy: 'asker' },
      );
    const text = await handed();
    expect(Buffer.byteLength(text)).toBeLessThan(9.5 * 1024 * 1024);
    const { asks: own, putByOthers, leftOut } = JSON.parse(text);
    expect(own.length + putByOthers.length + leftOut).toBe(260);
    expect(leftOut).toBeGreaterThan(0);
  }, 60_000);
});
