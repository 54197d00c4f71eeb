import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getAsk, moveAsk } from '../../db/repo/asks.ts';
import { candidatesOf } from '../../db/repo/candidates.ts';
import { noteShownEarly } from '../../db/repo/shown-early.ts';
import { type RunDeps, runAsk } from '../../src/asks/run.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { openModels } from '../../src/models/open-models.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { putAsk } from '../support/put-ask.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';

let fresh: FreshDatabase;
let models: QualityServer;
let queue: Queue;
let deps: RunDeps;
const log = openLog('silent');
const now = () => new Date();

beforeEach(async () => {
  [fresh, models] = await Promise.all([freshDatabase(), startQualityServer({ judgeStatus: 503 })]);
  queue = await openQueue(fresh.url, log);
  const openModel = openModels({ policy: { backoffMs: 1, breakMs: 20 } });
  deps = {
    ...{ database: fresh.database, queue, openModel, log, now },
    openJudge: (model) => openJudge({ model, openModel }),
    progress: () => {},
    wakingPauseMs: 20,
  };
});
afterEach(async () => {
  await queue.stop(1000);
  await models.close();
  await fresh.close();
});

const newAsk = (deadlineSeconds: number) =>
  putAsk(
    { ...fresh, queue, now },
    {
      ...{ candidateModels: [models.candidateModel], judgeModel: models.judgeModel },
      ...{ tournament: 'adaptive@2', deadlineSeconds },
    },
    { n: 4 },
  );
const read = async (id: string) => (await getAsk(fresh.database.db, id))!;

/** Runs the ask until the reply is shown, and ends the worker then, as a kill would. */
async function untilShown(id: string): Promise<number> {
  const worker = new AbortController();
  const progress = () =>
    void read(id).then(({ settings }) => {
      if (settings.shownEarly !== undefined) worker.abort();
    });
  await runAsk(id, { ...deps, progress }, worker.signal).catch((error: unknown) => {
    if (!worker.signal.aborted) throw error;
  });
  const { settings } = await read(id);
  expect(settings.shownEarly).toBeDefined();
  return settings.shownEarly!;
}

it('stays the same reply for the next worker, whoever has arrived meanwhile, and until the pick', async () => {
  const id = await newAsk(60);
  const shown = await untilShown(id);
  const goesOn = {
    ...deps,
    progress: () => void read(id).then((ask) => expect(ask.settings.shownEarly).toBe(shown)),
  };
  models.mood.judgeStatus = 200;
  await runAsk(id, goesOn, new AbortController().signal);
  expect(await read(id)).toMatchObject({ state: 'voting', judged: true, settings: { shownEarly: shown } });
});

it('is the answer where time runs out without a verdict, also for the next worker', async () => {
  const id = await newAsk(5);
  const shown = await untilShown(id);
  await runAsk(id, deps, new AbortController().signal);
  expect(await read(id)).toMatchObject({ state: 'closed', judged: false, cutShort: 'deadline', pick: shown });
  const written = await candidatesOf(fresh.database.db, id);
  expect(written.find(({ slot }) => slot === shown)).toMatchObject({ state: 'done', duplicateOf: null });
});

it('is noted once, and not for an ask that has ended', async () => {
  const { db } = fresh.database;
  const [id, ended] = [await newAsk(60), await newAsk(60)];
  await noteShownEarly(db, id, 2);
  await noteShownEarly(db, id, 1);
  expect((await read(id)).settings).toMatchObject({ shownEarly: 2, tournament: 'adaptive@2' });
  await moveAsk(db, ended, ['queued'], { state: 'cancelled' });
  await noteShownEarly(db, ended, 1);
  expect((await read(ended)).settings.shownEarly).toBeUndefined();
});

describe('a judge that takes requests and says nothing', () => {
  beforeEach(() => {
    models.mood.judgeStatus = 200;
    models.mood.judgeDelay = 1500;
  });

  it('lets one reply be shown after a while, which becomes the duel when it answers', async () => {
    const id = await newAsk(60);
    const shown: (number | undefined)[] = [];
    const progress = () =>
      void read(id).then(({ state, settings }) => {
        if (state !== 'judging' || settings.shownEarly === undefined) return;
        shown.push(settings.shownEarly);
        models.mood.judgeDelay = 0;
      });
    await runAsk(id, { ...deps, progress, silentJudgeMs: 100 }, new AbortController().signal);
    expect(await read(id)).toMatchObject({ state: 'voting', judged: true, waitingFor: null, cutShort: null });
    expect(new Set(shown)).toEqual(new Set([(await read(id)).settings.shownEarly]));
    expect(shown.length).toBeGreaterThan(0);
  });

  it('leaves the reply that was shown as the answer where it never answers', async () => {
    models.mood.judgeDelay = 5000;
    const id = await newAsk(2);
    await runAsk(id, { ...deps, silentJudgeMs: 100 }, new AbortController().signal);
    const ended = await read(id);
    expect(ended).toMatchObject({ state: 'closed', judged: false, cutShort: 'deadline' });
    expect(ended.settings.shownEarly).toBe(ended.pick);
  });

  it('shows nothing early once it has answered, however slow the next verdict is', async () => {
    models.mood.judgeDelay = 0;
    const id = await newAsk(60);
    // Longer than it may be silent, and once only.
    const progress = () => {
      models.mood.judgeDelay = models.counts.judge > 0 && models.counts.judge < 4 ? 3000 : 0;
    };
    await runAsk(id, { ...deps, progress, silentJudgeMs: 2500 }, new AbortController().signal);
    const ended = await read(id);
    expect(ended).toMatchObject({ state: 'voting', judged: true });
    expect(ended.settings.shownEarly).toBeUndefined();
    expect(models.counts.judge).toBeGreaterThan(1);
  });
});
