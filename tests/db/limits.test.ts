import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getAsk } from '../../db/repo/asks.ts';
import { insertCandidate } from '../../db/repo/candidates.ts';
import { deleteAsk, deletePerson, forgetDayCodes } from '../../db/repo/erase.ts';
import { standingOf } from '../../db/repo/reservations.ts';
import { asks } from '../../db/schema/asks.ts';
import { reservations } from '../../db/schema/reservations.ts';
import { usage } from '../../db/schema/usage.ts';
import { type AskRequest, createAsk } from '../../src/asks/create.ts';
import { finishWithFailure, finishWithPick } from '../../src/asks/finish.ts';
import { dayOf, type Limits, noLimits, unlimited } from '../../src/limits/limits.ts';
import { AskRefused } from '../../src/limits/refused.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { askRow, candidateRow } from '../support/snapshots.ts';

let fresh: FreshDatabase;
let queue: Queue;
beforeAll(async () => {
  fresh = await freshDatabase();
  queue = await openQueue(fresh.url, openLog('silent'));
});
beforeEach(async () => {
  await fresh.database.db.delete(asks);
  await fresh.database.db.delete(usage);
});
afterAll(async () => {
  await queue.stop(1000);
  await fresh.close();
});

const now = new Date('2026-03-01T12:00:00Z');
const day = dayOf(now);
let interaction = 0;

function put(limits: Partial<Limits>, change: Partial<AskRequest> = {}, at = now) {
  const { applicationId, channelId, prompt, effort, voting, settings } = askRow();
  const request: AskRequest = {
    ...{ interactionId: `i${interaction++}`, interactionToken: null, applicationId, guildId: 'server', channelId },
    ...{ askerHash: 'ann', prompt, n: 2, effort, voting, private: false, settings },
    limits: { ...noLimits, ...limits },
    ...change,
  };
  return createAsk({ ...fresh, queue, now: () => at }, request);
}

/** Ends an ask after two replies of 100 + 50 tokens and 10 cents each, or (`nothing`) before any spending. */
async function end(askId: string, how: 'pick' | 'failure' | 'nothing') {
  const { database } = fresh;
  const context = { database, queue, now: () => now };
  if (how === 'nothing') return finishWithFailure(context, { askId, failure: 'internal' });
  for (const slot of [0, 1])
    await insertCandidate(
      database.db,
      candidateRow(slot, `reply ${slot}`, { askId, inputTokens: 100, outputTokens: 50, costUsd: 0.1 }),
    );
  if (how === 'failure') return finishWithFailure(context, { askId, failure: 'internal' });
  const ask = await getAsk(database.db, askId);
  if (!ask) throw new Error('the ask is gone');
  const pick = { slot: 0, judged: false, pBest: [1, 0], pBeats: [1, 1], standings: [0, 1] };
  await finishWithPick(context, { ask, pick, cutShort: null });
}

const standing = (whose = {}) => standingOf(fresh.database.db, whose, day);

/** The ids of the accepted asks. @throws every error other than a reached limit. */
async function taken(tries: Promise<Awaited<ReturnType<typeof put>>>[]): Promise<string[]> {
  const results = await Promise.allSettled(tries);
  return results.flatMap((result) => {
    if (result.status === 'fulfilled') return result.value ? [result.value.id] : [];
    if (result.reason instanceof AskRefused) return [];
    throw result.reason;
  });
}

describe('limits', () => {
  it('are not passed by 50 asks at once, and lose none: some of them by one person, some by others', async () => {
    const limits = {
      user: { ...unlimited, asks: 7 },
      server: { ...unlimited, asks: 20 },
      bot: { ...unlimited, asks: 25 },
    };
    const people = ['ann', 'ben', 'eve', 'joe', 'kim'];
    const tries = Array.from({ length: 50 }, (_, i) =>
      put(limits, { askerHash: i < 30 ? 'ann' : (people[i % 5] ?? ''), guildId: i % 2 ? 'server' : 'other' }),
    );
    const ids = await taken(tries);
    // All 25 of the bot's are used: 14 of one person's 30 tries would fit, and all 20 of the others.
    expect(ids).toHaveLength(25);
    for (const guildId of ['server', 'other']) {
      expect((await standing({ guildId })).reserved.asks).toBeLessThanOrEqual(20);
      for (const askerHash of people)
        expect((await standing({ guildId, askerHash })).reserved.asks).toBeLessThanOrEqual(7);
    }
    expect((await standing()).reserved.asks).toBe(25);
    expect(await fresh.database.db.select().from(asks)).toHaveLength(25);

    await Promise.all(ids.map((id, i) => end(id, i % 5 === 0 ? 'nothing' : 'pick')));
    const after = await standing();
    expect(after.reserved).toEqual({ asks: 0, tokens: 0, usd: 0 });
    expect(after.used).toMatchObject({ asks: 20, tokens: 20 * 300 });
    expect(after.used.usd).toBeCloseTo(4, 6);
    expect(await fresh.database.db.select().from(usage)).toHaveLength(25);
    // An ask that failed before it cost anything does not count towards the limit.
    expect(await taken(Array.from({ length: 10 }, () => put(limits, { askerHash: 'zoe' })))).toHaveLength(5);
  });

  it('are not passed while others end, and count all that was spent', async () => {
    const limits = { user: { ...unlimited, tokens: 1_000_000 } };
    for (let round = 0; round < 3; round++) {
      const ids = await taken(Array.from({ length: 10 }, () => put(limits)));
      const { used, reserved } = await standing({ guildId: 'server', askerHash: 'ann' });
      expect(used.tokens + reserved.tokens).toBeLessThanOrEqual(1_000_000);
      expect(ids.length).toBeGreaterThan(1);
      await Promise.all([...ids.map((id) => end(id, 'pick')), ...(await again(limits))]);
    }
    const rows = await fresh.database.db.select().from(usage);
    const { used } = await standing();
    // A failed ask counts too if it cost something.
    expect(used.asks).toBe(rows.reduce((sum, row) => sum + row.asks, 0));
    expect(used.tokens).toBe(rows.reduce((sum, row) => sum + row.inputTokens + row.outputTokens, 0));
  });

  /** Creates five more asks, and fails those that were accepted. */
  const again = async (limits: Partial<Limits>) =>
    (await taken(Array.from({ length: 5 }, () => put(limits)))).map((id) => end(id, 'failure'));

  it('at once are not passed by 50 at once either: of a person everywhere, and of a server', async () => {
    const limits = { atOnce: { user: 3, member: 2, server: 6 } };
    const people = ['ann', 'ben', 'eve', 'joe', 'kim'];
    const tries = Array.from({ length: 50 }, (_, i) =>
      put(limits, { askerHash: people[i % 5] ?? '', guildId: i % 2 ? 'one' : 'two' }),
    );
    const ids = await taken(tries);
    const rows = await fresh.database.db.select().from(reservations);
    expect(rows.length).toBe(ids.length);
    const count = (of: (row: (typeof rows)[number]) => string) =>
      [...Map.groupBy(rows, of).values()].map(({ length }) => length);
    // Six asks fit on each of two servers. Five people may have three each, two of them on one server.
    expect(Math.max(...count(({ guildId }) => `${guildId}`))).toBe(6);
    expect(Math.max(...count(({ askerHash }) => askerHash))).toBeLessThanOrEqual(3);
    expect(Math.max(...count(({ askerHash, guildId }) => `${askerHash} ${guildId}`))).toBeLessThanOrEqual(2);
    const error = await put(limits, { askerHash: 'zoe', guildId: 'one' }).catch((thrown: unknown) => thrown);
    expect((error as AskRefused).reason).toEqual({ kind: 'at-once', scope: 'server', limit: 6, running: 6 });
    // A place becomes free when an ask ends in any way.
    const [one, other] = ids;
    await end(one ?? '', 'nothing');
    await end(other ?? '', 'pick');
    expect(await fresh.database.db.select().from(reservations)).toHaveLength(ids.length - 2);
    const more = await taken(
      Array.from({ length: 20 }, (_, i) => put(limits, { askerHash: `new${i}`, guildId: i % 2 ? 'one' : 'two' })),
    );
    expect(more).toHaveLength(12 - (ids.length - 2));
  });

  it('at once count no second delivery, and no ask of days ago whose job was lost', async () => {
    const limits = { atOnce: { user: 1, member: null, server: null } };
    expect(await put(limits, { interactionId: 'again' })).not.toBeNull();
    expect(await put(limits, { interactionId: 'again' })).toBeNull();
    expect(await taken([put(limits)])).toEqual([]);
    expect(await taken([put(limits, { askerHash: 'ben' })])).toHaveLength(1);
    expect(await put(limits, {}, new Date(now.getTime() + 25 * 3600 * 1000))).not.toBeNull();
  });

  it('say what was reached, and when it is free again', async () => {
    const limits = { user: { ...unlimited, asks: 1 } };
    await put(limits);
    const error = await put(limits).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AskRefused);
    expect((error as AskRefused).reason).toEqual({
      kind: 'limit',
      ...{ scope: 'user', measure: 'asks', limit: 1, used: 0, reserved: 1, wanted: 1 },
      freesAt: new Date('2026-03-02T00:00:00Z'),
    });
    expect(await fresh.database.db.select().from(asks)).toHaveLength(1);
    expect(await put(limits, {}, new Date('2026-03-02T00:00:00Z'))).not.toBeNull();
  });

  it('refuse no ask that is delivered a second time', async () => {
    const limits = { user: { ...unlimited, asks: 1 } };
    await put(limits, { interactionId: 'twice' });
    expect(await put(limits, { interactionId: 'twice' })).toBeNull();
    expect((await standing()).reserved.asks).toBe(1);
  });

  it('count money, where the price is known', async () => {
    const settings = { ...askRow().settings, candidateModels: ['anthropic:claude-sonnet-5-5'] };
    const limits = { bot: { ...unlimited, usd: 0.3 } };
    const ids = await taken([put(limits, { settings }), put(limits, { settings }), put(limits, { settings })]);
    // Two replies of 8,192 tokens, at 10 dollars for a million tokens.
    expect(ids).toHaveLength(1);
    expect((await standing()).reserved.usd).toBeCloseTo(0.17, 1);
  });

  it('are not got round by deleting: what an ask had set aside counts as spent, for its person too until the day is over', async () => {
    const limits = { user: { ...unlimited, asks: 3, tokens: 3_000_000 } };
    const [running, done] = await Promise.all([put(limits), put(limits)]);
    await end(done?.id ?? '', 'pick');
    const held = await standing();
    await fresh.database.db.transaction((tx) => deletePerson(tx, 'ann', day.from));
    expect(await fresh.database.db.select().from(asks)).toEqual([]);
    for (const whose of [{}, { guildId: 'server' }, { guildId: 'server', askerHash: 'ann' }]) {
      const { used, reserved } = await standing(whose);
      expect(reserved).toEqual({ asks: 0, tokens: 0, usd: 0 });
      expect(used.asks).toBe(2);
      expect(used.tokens).toBe(held.used.tokens + held.reserved.tokens);
    }
    expect(running).not.toBeNull();
    expect(await taken(Array.from({ length: 5 }, () => put(limits)))).toHaveLength(1);
    // Deleting twice in a day does not lift the limit either.
    await fresh.database.db.transaction((tx) => deletePerson(tx, 'ann', day.from));
    expect(await taken([put(limits)])).toEqual([]);
    expect((await fresh.database.db.select().from(usage)).map(({ askerHash }) => askerHash)).not.toContain('ann');
    expect(await forgetDayCodes(fresh.database.db, day.from)).toBe(0);
    expect(await forgetDayCodes(fresh.database.db, day.to)).toBe(3);
    expect(new Set((await fresh.database.db.select().from(usage)).map(({ askerHash }) => askerHash))).toEqual(
      new Set(['erased']),
    );
  });

  it('have nothing set aside for an ask that was deleted, and settle one that ends after midnight on its own day', async () => {
    const [gone, late] = await Promise.all([put({}), put({})]);
    await fresh.database.db.transaction((tx) => deleteAsk(tx, gone?.id ?? ''));
    expect(await fresh.database.db.select().from(reservations)).toHaveLength(1);
    await end(late?.id ?? '', 'pick');
    expect((await standing()).used.asks).toBe(2);
  });

  it('count an ask once that ends while it is deleted', async () => {
    for (let round = 0; round < 10; round++) {
      const ask = await put({});
      const id = ask?.id ?? '';
      await Promise.all([end(id, 'pick').catch(() => {}), fresh.database.db.transaction((tx) => deleteAsk(tx, id))]);
      expect((await standing()).used.asks).toBe(round + 1);
      expect((await standing()).reserved.asks).toBe(0);
    }
  });
});
