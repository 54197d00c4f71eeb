import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeLocks } from '../../db/repo/advisory-locks.ts';
import { deletePerson } from '../../db/repo/erase.ts';
import { setHidden } from '../../db/repo/reports.ts';
import { asks } from '../../db/schema/asks.ts';
import { type AskRequest, createAsk } from '../../src/asks/create.ts';
import { dayOf, noLimits, unlimited } from '../../src/limits/limits.ts';
import { AskRefused } from '../../src/limits/refused.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { erasePerson } from '../../src/privacy/erase.ts';
import { retain } from '../../src/privacy/retention.ts';
import { seeded } from '../../src/seeded.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { dumpOf } from '../support/scan.ts';
import { askRow } from '../support/snapshots.ts';

let fresh: FreshDatabase;
let queue: Queue;
beforeAll(async () => {
  fresh = await freshDatabase();
  queue = await openQueue(fresh.url, openLog('silent'));
});
beforeEach(() => fresh.database.db.delete(asks));
afterAll(async () => {
  await queue.stop(1000);
  await fresh.close();
});

const now = new Date('2026-03-01T12:00:00Z');
const rows = () => fresh.database.db.select().from(asks).orderBy(asks.id);
let interaction = 0;

function put(askerHash: string, change: Partial<AskRequest> = {}) {
  const { applicationId, channelId, prompt, effort, voting, settings } = askRow();
  const request: AskRequest = {
    ...{ interactionId: `i${interaction++}`, interactionToken: null, applicationId, guildId: 'server', channelId },
    ...{ askerHash, prompt, n: 2, effort, voting, private: false, settings },
    ...change,
  };
  return createAsk({ ...fresh, queue, now: () => now }, request);
}

async function said(askerHash: string, prompt: string, change: Partial<AskRequest> = {}) {
  const ask = await put(askerHash, { prompt, ...change });
  if (!ask) throw new Error('nothing was written');
  return ask;
}

const copyOf = (ask: { id: string; prompt: string; parentId: string | null }): Partial<AskRequest> => ({
  ...{ prompt: ask.prompt, parentId: ask.parentId, taken: { question: ask.id } },
});
const refusedAs = (kind: string) => (error: unknown) => {
  expect(error).toBeInstanceOf(AskRefused);
  expect((error as AskRefused).reason.kind).toBe(kind);
};

describe('an ask that is made from another', () => {
  it('has the first writer, however often it is put again, and all whose words it goes on from', async () => {
    const first = await said('ann', 'of ann');
    const byBen = await said('ben', 'of ann', copyOf(first));
    const byCid = await said('cid', 'of ann', copyOf(byBen));
    const goesOn = await said('dee', 'of dee', { parentId: byCid.id });
    const byEve = await said('eve', 'of dee', copyOf(goesOn));
    const back = await said('ann', 'of ann', copyOf(byCid));
    const owners = [byBen, byCid, goesOn, byEve, back].map(({ promptBy, wordsOf }) => [promptBy, wordsOf]);
    expect(owners).toEqual([
      ['ann', ['ann']],
      ['ann', ['ann']],
      [null, ['ann', 'cid']],
      ['dee', ['ann', 'cid', 'dee']],
      [null, []],
    ]);
  });

  it('takes with an answer all who are in it, and with a message whoever wrote that', async () => {
    const first = await said('ann', 'of ann');
    const second = await said('ben', 'of ben', { parentId: first.id });
    const ofAnswer = await said('cid', 'an answer', { taken: { answer: second.id }, source: 'menu' });
    expect(ofAnswer).toMatchObject({ promptBy: 'ben', wordsOf: ['ann', 'ben'] });
    const ofMessage = await said('cid', 'a message', {
      taken: { writtenBy: 'dee' },
      source: 'menu',
      parentId: first.id,
    });
    expect(ofMessage).toMatchObject({ promptBy: 'dee', wordsOf: ['ann', 'dee'] });
    expect(await said('dee', 'a message', { taken: { writtenBy: 'dee' } })).toMatchObject({
      promptBy: null,
      wordsOf: [],
    });
  });

  it('is none where that is gone, hidden, emptied, elsewhere, or somebody else’s private question by then', async () => {
    const { db } = fresh.database;
    const elsewhere = await said('ann', 'there', { channelId: '99' });
    const hidden = await said('ann', 'hidden');
    await setHidden(db, hidden.id, now);
    const secret = await said('ann', 'secret', { private: true });
    const gone = { id: '0190a5b0-0000-7000-8000-000000000000', prompt: 'gone', parentId: null };
    const old = await said('ann', 'old');
    for (const ask of [elsewhere, hidden, secret, gone])
      await put('ben', copyOf(ask)).then(() => expect.fail(ask.prompt), refusedAs('gone'));
    for (const ask of [elsewhere, hidden, secret, gone])
      await put('ben', { taken: { answer: ask.id } }).then(() => expect.fail(ask.prompt), refusedAs('gone'));
    expect(await put('ann', { ...copyOf(secret), private: true })).toMatchObject({ promptBy: null });
    await db.update(asks).set({ createdAt: new Date(0), state: 'failed', failure: 'internal' });
    await retain(fresh.database, 30, new Date());
    await put('ben', copyOf(old)).then(() => expect.fail('old'), refusedAs('gone'));
    // The new ask is written, but without the parent.
    expect(await put('ben', { parentId: gone.id })).toMatchObject({ parentId: null, wordsOf: [] });
  });
});

describe('a deletion while somebody takes up the words', () => {
  it('waits for the copy that is being written, and takes it along', async () => {
    const { database } = fresh;
    const first = await said('ann', 'the secret of ann');
    const between = await said('cid', 'by cid', { parentId: first.id });
    const locked = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    // Ben's copies have inserted their rows, and wait for the lock of his limit before they commit.
    const limit = database.db.transaction(async (tx) => {
      await takeLocks(tx, ['limit user server ben']);
      locked.resolve();
      await release.promise;
    });
    await locked.promise;
    const limits = { ...noLimits, user: { ...unlimited, asks: 100 } };
    const copies = [
      put('ben', { ...copyOf(first), limits }),
      put('ben', { parentId: between.id, prompt: 'x', limits }),
    ];
    await waits('limit');
    const erased = erasePerson({ database, queue, now: () => now }, 'ann');
    await waits('erase');
    release.resolve();
    await limit;
    expect((await Promise.all(copies)).every((ask) => ask !== null)).toBe(true);
    expect(await erased).toEqual({ asks: 1, lent: 3, votes: 0 });
    expect(await rows()).toEqual([]);
    expect(await dumpOf(database)).not.toContain('the secret of ann');
  });

  it('lets no copy be written that comes after it, and none that had been read before', async () => {
    const { database } = fresh;
    const first = await said('ann', 'the secret of ann');
    const deleted = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const erased = database.db.transaction(async (tx) => {
      const gone = await deletePerson(tx, 'ann', dayOf(now).from);
      deleted.resolve();
      await release.promise;
      return gone;
    });
    await deleted.promise;
    // Ann's words were read before the deletion, and are written during it.
    const copy = put('ben', copyOf(first)).then(() => expect.fail('was written'), refusedAs('gone'));
    const goesOn = put('ben', { parentId: first.id, prompt: 'and on' });
    await waits('copy');
    release.resolve();
    expect((await erased).asks).toBe(1);
    await copy;
    expect(await goesOn).toMatchObject({ parentId: null, wordsOf: [] });
    expect(await dumpOf(database)).not.toMatch(/the secret of ann| \(.*\bann\b/);
  });

  it('leaves nothing of anybody, whatever eight at once do, and nobody waits for ever', async () => {
    const { database } = fresh;
    const names = ['ann', 'ben', 'cid', 'dee', 'eve'];
    for (const round of Array.from({ length: 6 }, (_, i) => i)) {
      await database.db.delete(asks);
      const chance = seeded('0'.repeat(31) + round, 'test');
      const left = new Set<string>();
      const asking = new Map(names.map((name) => [name, 0]));
      const known: { id: string; prompt: string; parentId: string | null }[] = [];
      for (const name of names) known.push(await said(name, `words of ${name}`));
      const act = async () => {
        const here = names.filter((name) => !left.has(name));
        const who = here[chance.below(here.length)] ?? 'ann';
        const about = known[chance.below(known.length)];
        const what = chance.below(8);
        if (!about) return;
        // Nobody here asks while their data is being deleted: that would be a new ask.
        if (what === 0 && here.length > 2 && asking.get(who) === 0) {
          left.add(who);
          await erasePerson({ database, queue, now: () => now }, who);
          return;
        }
        const change = what < 4 ? { parentId: about.id, prompt: `words of ${who}` } : copyOf(about);
        asking.set(who, (asking.get(who) ?? 0) + 1);
        const made = await put(who, change).catch((error) => refusedAs('gone')(error));
        asking.set(who, (asking.get(who) ?? 0) - 1);
        if (made) known.push(made);
      };
      const busy = Array.from({ length: 8 }, async () => {
        for (let i = 0; i < 12; i++) await act();
      });
      await Promise.all(busy);
      const stale = (await rows()).filter(({ askerHash, promptBy, wordsOf, prompt }) =>
        [...left].some(
          (name) =>
            promptBy === name || wordsOf.includes(name) || (prompt === `words of ${name}` && askerHash !== name),
        ),
      );
      expect(stale).toEqual([]);
    }
  }, 60_000);
});

/** Waits until a session of this database waits for a lock. */
const waits = (what: string) =>
  expect
    .poll(
      async () =>
        (
          await fresh.database
            .sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
        ).length,
      { message: what, timeout: 10_000 },
    )
    .toBeGreaterThan(what === 'erase' ? 2 : what === 'limit' ? 1 : 0);
