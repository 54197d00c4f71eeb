import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comparisonsOf } from '../../db/repo/comparisons.ts';
import { rubricsOf } from '../../db/repo/rubrics.ts';
import { asks } from '../../db/schema/asks.ts';
import { calls } from '../../db/schema/calls.ts';
import { readReasoning } from '../../src/asks/read-reasoning.ts';
import { runAsk } from '../../src/asks/run.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { retain } from '../../src/privacy/retention.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { putAsk } from '../support/put-ask.ts';
import { RUBRIC, rubricModels } from '../support/rubric-models.ts';

let fresh: FreshDatabase;
let queue: Queue;
const log = openLog('silent');
const now = () => new Date();

beforeEach(async () => {
  fresh = await freshDatabase();
  queue = await openQueue(fresh.url, log);
});
afterEach(async () => {
  await queue.stop(1000);
  await fresh.close();
});

const newAsk = () =>
  putAsk(
    { ...fresh, queue, now },
    {
      ...{ candidateModels: ['hf:writes'], judgeModel: 'hf:RubricARM-8B-Judge' },
      ...{ rubricModel: 'hf:RubricARM-8B-Rubric', tournament: 'knockout:both', parallel: 4 },
    },
    { n: 4, effort: 'quick' },
  );
const run = (id: string, { openModel }: ReturnType<typeof rubricModels>, signal = new AbortController().signal) => {
  const judge = (model: string, _: string | null, rubricModel?: string) => openJudge({ model, rubricModel, openModel });
  const deps = { database: fresh.database, queue, openModel, openJudge: judge, progress: () => {}, now, log };
  return runAsk(id, deps, signal);
};

describe('the rubric of an ask', () => {
  it('is written once, paid from the ask, kept, shown to moderators, and emptied with its texts', async () => {
    const { db } = fresh.database;
    const id = await newAsk();
    const models = rubricModels();
    await run(id, models);
    expect(models.of('pair').length).toBeGreaterThan(3);
    expect(models.of('rubric').map(({ model }) => model)).toEqual(['hf:RubricARM-8B-Rubric']);
    const kept = { writer: 'hf:RubricARM-8B-Rubric', format: 'rubric-arm', formatVersion: 1, shadow: false };
    expect(await rubricsOf(db, id)).toMatchObject([{ ...kept, text: RUBRIC, answeredBy: 'hf:RubricARM-8B-Rubric' }]);
    const paid = await db.select().from(calls);
    expect(paid.filter(({ model }) => model === kept.writer)).toMatchObject([
      { purpose: 'comparison', outcome: 'done' },
    ]);
    expect(await readReasoning(fresh.database, id, { guildId: '2', hash: 'mod' })).toMatchObject({
      rubrics: [{ text: RUBRIC }],
    });
    await db.update(asks).set({ state: 'closed', createdAt: new Date(Date.now() - 40 * 24 * 3600 * 1000) });
    expect(await retain(fresh.database, 30, now())).toMatchObject({ asks: 1 });
    expect(await rubricsOf(db, id)).toMatchObject([{ ...kept, text: '' }]);
    await db.delete(asks);
    expect(await rubricsOf(db, id)).toEqual([]);
  });

  it('is read, and not written anew, by the worker that goes on after one that died', async () => {
    const id = await newAsk();
    const killed = new AbortController();
    const dying = rubricModels(async ({ kind }) => {
      if (kind === 'pair') killed.abort();
      return undefined;
    });
    await run(id, dying, killed.signal).catch(() => {});
    expect(dying.of('rubric')).toHaveLength(1);
    expect(await comparisonsOf(fresh.database.db, id)).toEqual([]);
    const next = rubricModels();
    await run(id, next);
    expect(next.of('rubric')).toHaveLength(0);
    expect(next.of('pair')[0]?.request.messages[0]?.content).toContain(RUBRIC);
    expect((await comparisonsOf(fresh.database.db, id)).every(({ verdict }) => verdict === 'first')).toBe(true);
  });

  it('that cannot be used is kept as none, and no pair is judged', async () => {
    const id = await newAsk();
    const models = rubricModels(async ({ kind }) => (kind === 'rubric' ? 'No.' : undefined));
    await run(id, models);
    expect(models.of('rubric')).toHaveLength(1);
    expect(models.of('pair')).toHaveLength(0);
    expect(await rubricsOf(fresh.database.db, id)).toMatchObject([{ text: null }]);
    const rows = await comparisonsOf(fresh.database.db, id);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatchObject({ verdict: 'invalid', invalidReason: 'no-rubric' });
  });
});
