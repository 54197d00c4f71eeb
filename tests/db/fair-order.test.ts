import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { type AskRequest, createAsk } from '../../src/asks/create.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { askRow } from '../support/snapshots.ts';

let fresh: FreshDatabase;
let queues: Queue[];
beforeEach(async () => {
  fresh = await freshDatabase();
  queues = [await openQueue(fresh.url, openLog('silent'))];
});
afterEach(async () => {
  await Promise.all(queues.map((queue) => queue.stop(2000)));
  await fresh.close();
});

let interaction = 0;
const from = Date.parse('2026-03-01T12:00:00Z');
/** Names of asks, by id. */
let names = new Map<string, string>();
beforeEach(() => {
  names = new Map();
});

/** Creates `count` asks of a person on a server, named `ann@one 1`, `ann@one 2`, … */
async function put(person: string, server: string, count: number) {
  const { applicationId, channelId, prompt, effort, voting, settings } = askRow();
  for (let i = 1; i <= count; i++) {
    const request: AskRequest = {
      ...{ interactionId: `f${interaction}`, interactionToken: null, applicationId, guildId: server, channelId },
      ...{ askerHash: person, prompt, n: 2, effort, voting, private: false, settings },
    };
    const at = new Date(from + interaction++);
    const ask = await createAsk({ ...fresh, queue: queues[0] as Queue, now: () => at }, request);
    names.set(ask?.id ?? '', `${person}@${server} ${i}`);
  }
}

/**
 * Answers all asks, `atOnce` at a time in each process.
 * @returns their names in the order of their starts.
 */
async function order(all: number, { atOnce = 1, processes = 1, ms = 5 } = {}): Promise<string[]> {
  const begun: string[] = [];
  while (queues.length < processes) queues.push(await openQueue(fresh.url, openLog('silent')));
  for (const queue of queues)
    await queue.work('ask-run', atOnce, async ({ askId }) => {
      begun.push(names.get(askId) ?? askId);
      await new Promise((resolve) => setTimeout(resolve, ms));
    });
  await expect.poll(() => begun.length, { timeout: 50_000 }).toBe(all);
  return begun;
}

describe('the order in which asks are answered', () => {
  it('lets nobody wait behind another’s sixty', async () => {
    await put('ann', 'one', 60);
    await put('ben', 'one', 2);
    const begun = await order(62);
    expect(begun.indexOf('ben@one 1')).toBeLessThan(3);
    expect(begun.indexOf('ben@one 2')).toBeLessThan(6);
    // One person's asks come in the order of asking, and all of them come.
    expect(begun.filter((name) => name.startsWith('ann'))).toEqual(
      Array.from({ length: 60 }, (_, i) => `ann@one ${i + 1}`),
    );
  });

  it('does not wait for an ask that is just being deleted, whose deletion would wait for its job', async () => {
    await put('ann', 'one', 1);
    const begun = Promise.withResolvers<void>();
    await fresh.database.sql.begin(async (tx) => {
      await tx`select id from asks for update`;
      await queues[0]?.work('ask-run', 1, async () => begun.resolve());
      await begun.promise;
    });
  }, 20_000);

  it('goes round by server too: a server of forty people who each ask once does not hold up another', async () => {
    for (let i = 0; i < 40; i++) await put(`p${i}`, 'large', 1);
    await put('eve', 'small', 3);
    const begun = await order(43);
    expect(begun.indexOf('eve@small 1')).toBeLessThan(3);
    expect(begun.indexOf('eve@small 2')).toBeLessThan(6);
    expect(begun.indexOf('eve@small 3')).toBeLessThan(9);
  });

  it('gives one person no more for being on many servers', async () => {
    for (let i = 0; i < 10; i++) await put('ann', `s${i}`, 3);
    await put('ben', 's3', 1);
    await put('joe', 'elsewhere', 1);
    const begun = await order(32);
    expect(begun.indexOf('ben@s3 1')).toBeLessThan(4);
    expect(begun.indexOf('joe@elsewhere 1')).toBeLessThan(4);
  });

  it('holds in several processes that do several at a time', async () => {
    await put('ann', 'one', 40);
    await put('ben', 'one', 1);
    await put('joe', 'two', 1);
    const begun = await order(42, { atOnce: 2, processes: 3, ms: 60 });
    // Six are answered at a time, so six may start before the order counts.
    expect(begun.indexOf('ben@one 1')).toBeLessThan(14);
    expect(begun.indexOf('joe@two 1')).toBeLessThan(14);
    expect(new Set(begun).size).toBe(42);
  });

  it('lets nobody wait for ever because new people keep coming', async () => {
    await put('ann', 'one', 3);
    const begun: string[] = [];
    const comingUntil = 30;
    let came = 0;
    await queues[0]?.work('ask-run', 1, async ({ askId }) => {
      begun.push(names.get(askId) ?? askId);
      // For each answered ask, a new person asks.
      if (came < comingUntil) await put(`new${came++}`, came % 2 ? 'one' : `other${came}`, 1);
    });
    await expect.poll(() => begun.length, { timeout: 50_000 }).toBe(3 + comingUntil);
    expect(begun.indexOf('ann@one 3')).toBeLessThan(12);
  });

  it('is kept by an ask that is taken up again, and each is answered once', async () => {
    await put('ann', 'one', 8);
    await put('ben', 'one', 1);
    const ended: string[] = [];
    const failed = new Set<string>();
    await queues[0]?.work('ask-run', 1, async ({ askId }) => {
      const name = names.get(askId) ?? askId;
      if (!failed.has(name)) {
        failed.add(name);
        throw new Error('a worker that fails');
      }
      ended.push(name);
    });
    await expect.poll(() => ended.length, { timeout: 50_000 }).toBe(9);
    expect(new Set(ended)).toEqual(new Set(names.values()));
  });

  it('is not disturbed by a deleted ask, or by a job without an ask', async () => {
    await put('ann', 'one', 3);
    const [gone] = names.keys();
    await fresh.database.sql`delete from asks where id = ${gone ?? ''}`;
    await queues[0]?.send(fresh.database.db, 'ask-run', { askId: 'no ask at all' });
    const begun = await order(4);
    expect(new Set(begun)).toEqual(new Set([...names.values(), 'no ask at all']));
    expect(await fresh.database.db.select().from(asks)).toHaveLength(2);
  });
});
