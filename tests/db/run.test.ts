import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getAsk } from '../../db/repo/asks.ts';
import { candidatesOf } from '../../db/repo/candidates.ts';
import { comparisonsOf } from '../../db/repo/comparisons.ts';
import { asks } from '../../db/schema/asks.ts';
import { usage } from '../../db/schema/usage.ts';
import { type RunDeps, runAsk } from '../../src/asks/run.ts';
import { openJury } from '../../src/judge/jury.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { openModels } from '../../src/models/open-models.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { seeded } from '../../src/seeded.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { putAsk } from '../support/put-ask.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';

let fresh: FreshDatabase;
let models: QualityServer;
let queue: Queue;
let deps: RunDeps;
const log = openLog('silent');

beforeEach(async () => {
  [fresh, models] = await Promise.all([freshDatabase(), startQualityServer()]);
  queue = await openQueue(fresh.url, log);
  const openModel = openModels({ policy: { backoffMs: 1 } });
  deps = {
    database: fresh.database,
    queue,
    openModel,
    openJudge: (name) => openJury(name, (model) => openJudge({ model, openModel })),
    progress: () => {},
    now: () => new Date(),
    log,
  };
});
afterEach(async () => {
  await queue.stop(1000);
  await models.close();
  await fresh.close();
});

const newAsk = (n: number, change: { deadlineSeconds?: number; tournament?: string; judgeModel?: string } = {}) =>
  putAsk(
    { ...fresh, queue },
    { candidateModels: [models.candidateModel], judgeModel: models.judgeModel, ...change },
    { n },
  );
const calls = (id: string) => comparisonsOf(fresh.database.db, id);

describe('an ask', () => {
  it('is taken up where a worker left it, and no finished call is paid twice', async () => {
    const id = await newAsk(8);
    // Every worker ends after its third call, until the ask is done.
    models.mood.judgeDelay = 5;
    let workers = 0;
    for (; workers < 20 && (await getAsk(fresh.database.db, id))?.state !== 'voting'; workers++) {
      const worker = new AbortController();
      let changes = 0;
      const dying = { ...deps, progress: () => ++changes >= 4 && worker.abort() };
      await runAsk(id, dying, worker.signal).catch((error: unknown) => {
        if (!worker.signal.aborted) throw error;
      });
    }
    expect(workers).toBeGreaterThan(2);
    const rows = await calls(id);
    expect(rows).toHaveLength(7);
    expect(new Set(rows.map(({ first, second }) => [first, second].sort().join()))).toHaveProperty('size', 7);
    const written = await candidatesOf(fresh.database.db, id);
    expect(written).toHaveLength(8);
    const quality = (text: string | null | undefined) => Number(/Quality (\d+)/.exec(text ?? '')?.[1]);
    const ask = await getAsk(fresh.database.db, id);
    const best = Math.max(...written.map(({ text }) => quality(text)));
    expect(quality(written.find(({ slot }) => slot === ask?.pick)?.text)).toBe(best);
    // The ask is settled once. Calls that ended with a worker were repeated and are paid twice.
    const [booked, ...others] = await fresh.database.db.select().from(usage);
    expect(others).toEqual([]);
    expect(booked?.calls).toBeGreaterThanOrEqual(models.counts.candidate + models.counts.judge);
    expect(booked).toMatchObject({ askId: id, asks: 1, unpricedCalls: booked?.calls });
  });

  it('is finished once, when two workers run it at the same time', async () => {
    const id = await newAsk(5);
    const never = new AbortController().signal;
    await Promise.all([runAsk(id, deps, never), runAsk(id, deps, never)]);
    expect(await getAsk(fresh.database.db, id)).toMatchObject({ state: 'voting', judged: true });
    expect(await fresh.database.db.select().from(usage)).toHaveLength(1);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'has one worker at a time that writes, however many believe that it is theirs (seed %i)',
    async (seed) => {
      const { below } = seeded(String(seed), 'workers');
      models.mood.candidateDelay = 5;
      models.mood.judgeDelay = 15;
      const id = await newAsk(8);
      const never = new AbortController().signal;
      const workers = Array.from({ length: 4 }, async () => {
        await sleep(below(80));
        await runAsk(id, deps, never);
      });
      await Promise.all(workers);
      const rows = await calls(id);
      expect(rows).toHaveLength(7);
      expect(new Set(rows.map(({ first, second }) => [first, second].sort().join()))).toHaveProperty('size', 7);
      expect(await getAsk(fresh.database.db, id)).toMatchObject({ state: 'voting', judged: true });
      const booked = await fresh.database.db.select().from(usage);
      expect(booked).toMatchObject([{ askId: id }]);
      expect(booked[0]?.calls).toBeGreaterThanOrEqual(models.counts.candidate + models.counts.judge);
    },
  );

  it('has its deadline counted from its turn, not from the question, while Discord still takes an answer', async () => {
    const { db } = fresh.database;
    const never = new AbortController().signal;
    const waited = async (seconds: number) => {
      const id = await newAsk(2);
      const createdAt = new Date(Date.now() - seconds * 1000);
      await db
        .update(asks)
        .set({ createdAt, deadlineAt: new Date(createdAt.getTime() + 60_000) })
        .where(eq(asks.id, id));
      await runAsk(id, deps, never);
      return getAsk(db, id);
    };
    // The deadline is 60 seconds, and the ask is five minutes old.
    expect(await waited(300)).toMatchObject({ state: 'voting', judged: true });
    expect(await waited(800)).toMatchObject({ state: 'failed', failure: 'no-candidate-in-time' });
  });

  it.each([3600, -3600])('is finished where the clock jumps by %i seconds in the middle of it', async (seconds) => {
    const id = await newAsk(4);
    let jumped = 0;
    const now = () => new Date(Date.now() + jumped);
    const progress = () => {
      if (models.counts.candidate > before) jumped = seconds * 1000;
    };
    const before = models.counts.candidate;
    await runAsk(id, { ...deps, now, progress }, new AbortController().signal);
    expect(jumped).not.toBe(0);
    expect(await getAsk(fresh.database.db, id)).toMatchObject({ state: 'voting', judged: true });
  });

  it('that is finished is left alone', async () => {
    const id = await newAsk(2);
    const never = new AbortController().signal;
    await runAsk(id, deps, never);
    const before = await getAsk(fresh.database.db, id);
    const asked = { ...models.counts };
    await runAsk(id, deps, never);
    expect(await getAsk(fresh.database.db, id)).toEqual(before);
    expect(models.counts).toEqual(asked);
  });

  it('judges replies that are the same once', async () => {
    models.mood.write = (n) =>
      n % 2
        ? 'Quality 1. The very same words as the others of its kind, all of them.'
        : `Quality 5. Something else: ${'xyz '.repeat(5)}${n}`;
    const id = await newAsk(4);
    await runAsk(id, deps, new AbortController().signal);
    const rows = await candidatesOf(fresh.database.db, id);
    const unique = rows.filter(({ duplicateOf }) => duplicateOf === null).length;
    expect(unique).toBeLessThan(4);
    expect(await calls(id)).toHaveLength(unique - 1);
  });

  it.each(['knockout:both', 'knockout:voting:3'])('runs under the tournament %s', async (tournament) => {
    const id = await newAsk(4, { tournament });
    await runAsk(id, deps, new AbortController().signal);
    const ask = await getAsk(fresh.database.db, id);
    const texts = await candidatesOf(fresh.database.db, id);
    expect(texts.find(({ slot }) => slot === ask?.pick)?.text).toMatch(/Quality 3/);
    expect(ask?.pBest?.reduce((a, b) => a + b, 0)).toBeCloseTo(1);
  });

  it('whose judge never names anyone is answered, unjudged', async () => {
    models.mood.prefersFirst = () => true;
    models.mood.judgeStatus = 404;
    const id = await newAsk(4);
    await runAsk(id, deps, new AbortController().signal);
    expect(await getAsk(fresh.database.db, id)).toMatchObject({
      state: 'closed',
      judged: false,
      cutShort: 'judge-unavailable',
    });
  });

  it('whose judge is being started waits for it, says so, and asks it only now and then', async () => {
    models.mood.judgeStatus = 503;
    const seen: (string | null | undefined)[] = [];
    const id = await newAsk(4);
    let refused = 0;
    const watching: RunDeps = {
      ...deps,
      wakingPauseMs: 50,
      progress: () =>
        void getAsk(fresh.database.db, id).then((ask) => {
          seen.push(ask?.waitingFor);
          if (ask?.waitingFor !== 'judge' || models.mood.judgeStatus === 200) return;
          // After some waiting, the model has loaded.
          setTimeout(() => {
            refused = models.counts.judge;
            models.mood.judgeStatus = 200;
          }, 500);
        }),
    };
    await runAsk(
      id,
      {
        ...watching,
        openJudge: (model) => openJudge({ model, openModel: openModels({ policy: { backoffMs: 1, breakMs: 100 } }) }),
      },
      new AbortController().signal,
    );
    expect(await getAsk(fresh.database.db, id)).toMatchObject({
      state: 'voting',
      judged: true,
      cutShort: null,
      waitingFor: null,
    });
    expect(seen).toContain('judge');
    expect(refused).toBeLessThan(25);
    expect((await calls(id)).every(({ verdict }) => verdict !== 'invalid')).toBe(true);
  });

  const juryOf = (rule: string, ...names: string[]) =>
    `${rule}:${names.map((name) => (name.includes('@') ? name : `hf:${name}@${models.url}`)).join(',')}`;

  it('judged by a jury goes from judge to judge by its rule, whichever worker makes the call', async () => {
    const judgeModel = juryOf('round-robin', 'RRM-7B', 'RRM-32B');
    const id = await newAsk(8, { judgeModel });
    models.mood.judgeDelay = 5;
    for (let workers = 0; workers < 20 && (await getAsk(fresh.database.db, id))?.state !== 'voting'; workers++) {
      const worker = new AbortController();
      let changes = 0;
      const dying = { ...deps, progress: () => ++changes >= 4 && worker.abort() };
      await runAsk(id, dying, worker.signal).catch((error: unknown) => {
        if (!worker.signal.aborted) throw error;
      });
    }
    const rows = await calls(id);
    expect(rows).toHaveLength(7);
    for (const { number, model } of rows) expect(model).toMatch(number % 2 === 1 ? /RRM-7B/ : /RRM-32B/);
    expect(await getAsk(fresh.database.db, id)).toMatchObject({ judged: true, settings: { judgeModel } });
  });

  it('judged by a jury whose first judge minds the order has the second one decide', async () => {
    models.mood.write = (n) => `Quality ${n % 2}. ${'abcd'[n % 4]?.repeat(12)} ${n * 7919}.`;
    const id = await newAsk(2, { judgeModel: juryOf('escalate', 'RRM-7B', 'RRM-32B'), tournament: 'adaptive@2' });
    const name = (model: string) => (model.includes('RRM-7B') ? 'first judge' : 'second judge');
    models.mood.prefersFirst = (first, second) => models.requests.length < 5 || first > second;
    await runAsk(id, deps, new AbortController().signal);
    const rows = await calls(id);
    expect(rows.map(({ model }) => name(model)).slice(0, 3)).toEqual(['first judge', 'first judge', 'second judge']);
    expect(new Set(rows.map(({ tier }) => tier))).toEqual(new Set([0]));
  });

  it('judged by a jury of which one judge is gone is judged by the other', async () => {
    const gone = await startQualityServer();
    await gone.close();
    const judgeModel = juryOf('round-robin', gone.judgeModel, 'RRM-7B');
    const id = await newAsk(8, { judgeModel, tournament: 'adaptive@2' });
    const openModel = openModels({ policy: { backoffMs: 1, breakMs: 1 } });
    const ofJury: RunDeps['openJudge'] = (name) => openJury(name, (model) => openJudge({ model, openModel }));
    await runAsk(id, { ...deps, openJudge: ofJury }, new AbortController().signal);
    const rows = await calls(id);
    expect(await getAsk(fresh.database.db, id)).toMatchObject({ state: 'voting', judged: true, cutShort: null });
    const failed = rows.filter(({ invalidReason }) => invalidReason === 'unavailable');
    expect(failed.every(({ model }) => model === gone.judgeModel)).toBe(true);
    // Those that were in flight when the third one failed may fail too.
    expect(failed.length).toBeLessThanOrEqual(4);
  });

  it('whose judge’s server is gone is answered soon, unjudged', async () => {
    const id = await newAsk(4);
    const gone = await startQualityServer();
    await gone.close();
    const openGone: RunDeps['openJudge'] = () =>
      openJudge({ model: gone.judgeModel, openModel: openModels({ policy: { backoffMs: 1 } }) });
    await runAsk(id, { ...deps, openJudge: openGone }, new AbortController().signal);
    expect(await getAsk(fresh.database.db, id)).toMatchObject({
      state: 'closed',
      judged: false,
      cutShort: 'judge-unavailable',
    });
  });
});
