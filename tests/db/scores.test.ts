import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { getAsk } from '../../db/repo/asks.ts';
import { candidatesOf } from '../../db/repo/candidates.ts';
import { comparisonsOf } from '../../db/repo/comparisons.ts';
import { type RunDeps, runAsk } from '../../src/asks/run.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { openModels } from '../../src/models/open-models.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { scoresIn } from '../../src/reward.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type PoolingServer, startVllmPooling } from '../support/pooling-server.ts';
import { putAsk } from '../support/put-ask.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';

let fresh: FreshDatabase;
let models: QualityServer;
let rewards: PoolingServer;
let queue: Queue;
let deps: RunDeps;
const log = openLog('silent');
const quality = (text: string | null | undefined) => Number(/Quality (\d+)/.exec(text ?? '')?.[1]);

beforeEach(async () => {
  [fresh, models, rewards] = await Promise.all([
    freshDatabase(),
    startQualityServer(),
    startVllmPooling((reply) => quality(reply)),
  ]);
  queue = await openQueue(fresh.url, log);
  const openModel = openModels({ policy: { backoffMs: 1, backoffCapMs: 1 } });
  deps = {
    database: fresh.database,
    queue,
    openModel,
    openJudge: (model) => openJudge({ model, openModel }),
    progress: () => {},
    now: () => new Date(),
    log,
  };
});
afterEach(async () => {
  await queue.stop(1000);
  await Promise.all([models.close(), rewards.close()]);
  await fresh.close();
});

const newAsk = (n: number) =>
  putAsk(
    { ...fresh, queue },
    {
      candidateModels: [models.candidateModel],
      judgeModel: `hf:Skywork-Reward-V2-Qwen3-0.6B@${rewards.url}/v1`,
      ...{ tournament: 'scores', parallel: 4 },
    },
    { n },
  );

it('an ask under a reward model scores each reply once, and its rows hold every score', async () => {
  const id = await newAsk(6);
  await runAsk(id, deps, new AbortController().signal);
  const [ask, written, rows] = await Promise.all([
    getAsk(fresh.database.db, id),
    candidatesOf(fresh.database.db, id),
    comparisonsOf(fresh.database.db, id),
  ]);
  const distinct = written.filter(({ duplicateOf }) => duplicateOf === null);
  expect(ask).toMatchObject({ state: 'voting', judged: true });
  expect(quality(written.find(({ slot }) => slot === ask?.pick)?.text)).toBe(
    Math.max(...written.map(({ text }) => quality(text))),
  );
  expect(rewards.asked()).toHaveLength(distinct.length);
  expect(rows).toHaveLength(distinct.length - 1);
  for (const { first, second, params } of rows)
    expect(scoresIn(params)).toEqual({
      first: quality(written.find(({ slot }) => slot === first)?.text),
      second: quality(written.find(({ slot }) => slot === second)?.text),
    });
});

it('goes on from its rows after each worker died, to the same pick', async () => {
  const id = await newAsk(6);
  let workers = 0;
  for (; workers < 20 && (await getAsk(fresh.database.db, id))?.state !== 'voting'; workers++) {
    const worker = new AbortController();
    let changes = 0;
    const dying = { ...deps, progress: () => ++changes >= 3 && worker.abort() };
    await runAsk(id, dying, worker.signal).catch((error: unknown) => {
      if (!worker.signal.aborted) throw error;
    });
    await sleep(5);
  }
  expect(workers).toBeGreaterThan(1);
  const written = await candidatesOf(fresh.database.db, id);
  const pick = (await getAsk(fresh.database.db, id))?.pick;
  expect(quality(written.find(({ slot }) => slot === pick)?.text)).toBe(
    Math.max(...written.map(({ text }) => quality(text))),
  );
});

it('is unjudged where the reward model is dead, as with any judge', async () => {
  const id = await newAsk(3);
  await rewards.close();
  await runAsk(id, deps, new AbortController().signal);
  expect(await getAsk(fresh.database.db, id)).toMatchObject({ judged: false, cutShort: 'judge-unavailable' });
});
