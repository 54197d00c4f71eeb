import { afterEach, beforeEach, expect, it } from 'vitest';
import { getAsk } from '../../db/repo/asks.ts';
import { type RunDeps, runAsk } from '../../src/asks/run.ts';
import { estimate } from '../../src/asks/spending/estimate.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { openModels } from '../../src/models/open-models.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { putAsk } from '../support/put-ask.ts';
import { type SeeingServer, startSeeingServer } from '../support/seeing-server.ts';

let fresh: FreshDatabase;
let server: SeeingServer;
let queue: Queue;

beforeEach(async () => {
  [fresh, server] = await Promise.all([freshDatabase(), startSeeingServer()]);
  queue = await openQueue(fresh.url, openLog('silent'));
});
afterEach(async () => {
  await queue.stop(1000);
  await server.close();
  await fresh.close();
});

const create = (interactionId: string, withPicture: boolean, parentId: string | null = null) =>
  putAsk(
    { ...fresh, queue },
    {
      ...{ candidateModels: [server.model], judgeModel: server.model },
      ...(withPicture ? { pictures: { n: 1, tokens: 4784 } } : {}),
    },
    {
      ...{ interactionId, prompt: `Question ${interactionId}?`, parentId, n: 6, voting: 'open' },
      ...(withPicture ? { pictures: [{ name: 'a.gif', type: 'image/gif', width: 2, height: 1, data: 'R0lG' }] } : {}),
    },
  );
const deps = (): RunDeps => {
  const openModel = openModels({ policy: { backoffMs: 1 } });
  return {
    database: fresh.database,
    queue,
    openModel,
    openJudge: (model) => openJudge({ model, openModel }),
    progress: () => {},
    now: () => new Date(),
    log: openLog('silent'),
  };
};

it('is sent again by each worker that takes the ask up where another one died', async () => {
  const id = await create('1', true);
  let workers = 0;
  for (; workers < 20 && (await getAsk(fresh.database.db, id))?.state !== 'voting'; workers++) {
    const worker = new AbortController();
    let changes = 0;
    const dying = { ...deps(), progress: () => ++changes >= 4 && worker.abort() };
    await runAsk(id, dying, worker.signal).catch((error: unknown) => {
      if (!worker.signal.aborted) throw error;
    });
  }
  expect(workers).toBeGreaterThan(2);
  expect(server.asked().some(({ judges }) => judges)).toBe(true);
  expect(server.asked().every(({ pictures }) => pictures.join() === 'data:image/gif;base64,R0lG')).toBe(true);
});

it('is not sent with the next question, whose models are told that there was one', async () => {
  const first = await create('1', true);
  await runAsk(first, deps(), new AbortController().signal);
  const next = await create('2', false, first);
  await runAsk(next, deps(), new AbortController().signal);
  const asked = server.asked().filter(({ text }) => text.includes('Question 2?'));
  expect(asked.length).toBeGreaterThan(6);
  expect(asked.every(({ pictures }) => pictures.length === 0)).toBe(true);
  expect(asked.every(({ text }) => text.includes('Question 1?\n\n(Pictures came with this'))).toBe(true);
});

it('counts in what is reserved, once for every request', async () => {
  const read = async (id: string) => getAsk(fresh.database.db, id);
  const [without, seen] = [await read(await create('1', false)), await read(await create('2', true))];
  if (!without || !seen) throw new Error('no ask');
  const more = estimate(seen, {}).tokens - estimate(without, {}).tokens;
  expect(more).toBeGreaterThanOrEqual(4784 * (6 + 5));
});
