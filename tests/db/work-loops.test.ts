import { getEventListeners } from 'node:events';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLog } from '../../src/ops/log.ts';
import { openQueue } from '../../src/ops/queue.ts';
import { workInLoops } from '../../src/ops/work-loops.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

const send = async (queue: Awaited<ReturnType<typeof openQueue>>, from: number, to: number) => {
  for (let i = from; i < to; i++) await queue.send(fresh.database.db, 'ask-run', { askId: `${i}` });
};

it('does all jobs, as many at a time as it may and no more', async () => {
  const queue = await openQueue(fresh.url, openLog('silent'));
  const done = new Set<string>();
  let [underWay, most] = [0, 0];
  const all = Promise.withResolvers<void>();
  await send(queue, 0, 4);
  await queue.work('ask-run', 4, async ({ askId }) => {
    most = Math.max(most, ++underWay);
    // The first four jobs end when all of them have started. One at a time, they would wait for ever.
    if (underWay === 4) all.resolve();
    await all.promise;
    underWay--;
    done.add(askId);
  });
  await all.promise;
  await send(queue, 4, 40);
  await expect.poll(() => done.size, { timeout: 30_000 }).toBe(40);
  expect(most).toBe(4);
  await queue.stop(5000);
});

it('has one loop waiting before, while and after there is work', async () => {
  const boss = new PgBoss({ connectionString: fresh.url, useListenNotify: true });
  await boss.start();
  await boss.createQueue('loops', { notify: true });
  const loops = () => boss.getWipData().length;
  let begun = 0;
  const end = Promise.withResolvers<void>();
  const handle = async () => {
    begun++;
    await end.promise;
  };
  await workInLoops(boss, 'loops', 8, handle, new AbortController().signal);
  expect(loops()).toBe(1);
  for (let i = 0; i < 5; i++) await boss.send('loops', {});
  await expect.poll(() => begun, { timeout: 30_000 }).toBe(5);
  expect(loops()).toBe(6);
  end.resolve();
  await expect.poll(loops, { timeout: 30_000 }).toBe(1);
  await boss.stop();
});

it('finds a job whose NOTIFY nobody heard', async () => {
  const queue = await openQueue(fresh.url, openLog('silent'));
  const done: string[] = [];
  await queue.work('ask-run', 2, async ({ askId }) => void done.push(askId));
  await fresh.database.sql`
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and application_name = 'tribunal queue'`;
  await send(queue, 100, 101);
  await expect.poll(() => done, { timeout: 30_000 }).toEqual(['100']);
  await queue.stop(5000);
});

it('leaves nothing of a job that is done on the signal that lives as long as the process', async () => {
  const ending = new AbortController();
  const queue = await openQueue(fresh.url, openLog('silent'), 10, ending.signal);
  let done = 0;
  await queue.work('ask-run', 2, async (_, { signal }) => {
    listenToAny(signal);
    done++;
    if (done % 3 === 0) throw new Error('a job that fails');
  });
  await send(queue, 40, 52);
  await expect.poll(() => done, { timeout: 30_000 }).toBeGreaterThanOrEqual(12);
  await queue.stop(5000);
  expect(getEventListeners(ending.signal, 'abort')).toEqual([]);
  // Node keeps every signal that AbortSignal.any derived from this one, for as long as this one lives.
  expect(dependantsOf(ending.signal)).toBe(0);
  listenToAny(ending.signal);
  expect(dependantsOf(ending.signal)).toBe(1);
});

const listenToAny = (signal: AbortSignal) =>
  AbortSignal.any([signal, new AbortController().signal]).addEventListener('abort', () => {});

function dependantsOf(signal: AbortSignal): number {
  const key = Object.getOwnPropertySymbols(signal).find(({ description }) => description === 'kDependantSignals');
  const kept = key && (signal as unknown as Record<symbol, Set<unknown> | undefined>)[key];
  return kept?.size ?? 0;
}
