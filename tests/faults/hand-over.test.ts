import { expect, it } from 'vitest';
import { openLog } from '../../src/ops/log.ts';
import { openQueue } from '../../src/ops/queue.ts';
import { openShutdown } from '../../src/ops/shutdown.ts';
import { freshDatabase } from '../support/database.ts';

const log = openLog('silent');

it('hands a job over at every end of a process without using up its tries', async () => {
  const fresh = await freshDatabase();
  try {
    const attempts: boolean[] = [];
    for (let process = 0; process < 5; process++) {
      const ending = new AbortController();
      const queue = await openQueue(fresh.url, log, 10, ending.signal);
      if (process === 0) await queue.send(fresh.database.db, 'ask-run', { askId: 'one' });
      await fresh.database.sql`update pgboss.job set start_after = now() where name = 'ask-run'`;
      const before = attempts.length;
      await queue.work('ask-run', 1, async (_, { signal, last }) => {
        attempts.push(last);
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        signal.throwIfAborted();
      });
      await expect.poll(() => attempts.length, { timeout: 10_000 }).toBe(before + 1);
      ending.abort();
      await queue.stop(5000);
    }
    // The job has four tries. If hand-overs counted as tries, the fourth would have been the last.
    expect(attempts).toEqual([false, false, false, false, false]);
    const [job] = await fresh.database
      .sql`select state, retry_limit - retry_count as left from pgboss.job where name = 'ask-run'`;
    expect(job?.state).toBe('retry');
    expect(job?.left).toBeGreaterThanOrEqual(3);
  } finally {
    await fresh.close();
  }
});

it('ends what a start adds after it was asked to end, and each step once', async () => {
  const shutdown = openShutdown(log);
  const ended: string[] = [];
  shutdown.add('first', async () => void ended.push('first'));
  shutdown.add('broken', () => Promise.reject(new Error('no')));
  await Promise.all([shutdown.run(), shutdown.run()]);
  shutdown.add('late', async () => void ended.push('late'));
  await shutdown.run();
  expect(ended).toEqual(['first', 'late']);
});
