import { afterEach, beforeEach, expect, it } from 'vitest';
import { getAsk } from '../../db/repo/asks.ts';
import { giveUp } from '../../src/asks/jobs.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { putAsk } from '../support/put-ask.ts';

let fresh: FreshDatabase;
let queue: Queue;
beforeEach(async () => {
  fresh = await freshDatabase();
  queue = await openQueue(fresh.url, openLog('silent'), 10);
});
afterEach(async () => {
  await queue.stop(1000);
  await fresh.close();
});

it('ends an ask as failed that killed every worker that took it up, and shows it', async () => {
  const id = await putAsk(
    { ...fresh, queue },
    { candidateModels: ['hf:a@http://127.0.0.1:1/v1'], judgeModel: 'hf:b@http://127.0.0.1:1/v1' },
  );
  // The rows as the last worker leaves them when it dies on the last try.
  await fresh.database.sql`
    update pgboss.job set state = 'active', started_on = now() - interval '1 minute', retry_count = retry_limit,
      heartbeat_on = now() - interval '1 minute' where name = 'ask-run'`;
  await fresh.database.sql`update asks set state = 'judging' where id = ${id}`;

  const shown: string[] = [];
  const publisher = { flush: async (askId: string) => void shown.push(askId) };
  await queue.work('ask-given-up', 1, ({ askId }) => giveUp({ ...fresh, publisher, now: () => new Date() }, askId));
  await expect.poll(() => shown, { timeout: 20_000 }).toEqual([id]);
  expect(await getAsk(fresh.database.db, id)).toMatchObject({
    state: 'failed',
    failure: 'internal',
    interactionToken: null,
  });
});
