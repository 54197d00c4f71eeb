import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shadowComparisons } from '../../db/schema/shadow-comparisons.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { openModels } from '../../src/models/open-models.ts';
import { STORED_JUDGE } from '../../src/research/rejudge/among-judges.ts';
import { openCostLimit } from '../../src/research/rejudge/cost-limit.ts';
import { type RejudgeOptions, rejudge } from '../../src/research/rejudge/run.ts';
import { summariseShadow } from '../../src/research/rejudge/summary.ts';
import { gatherReport } from '../../src/research/report/gather.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';
import { DAY, decide, seedAsk, uuid } from '../support/research.ts';

const all = { guildId: null, since: null, until: null };
let fresh: FreshDatabase;
let server: QualityServer;
beforeAll(async () => {
  fresh = await freshDatabase();
  const { db } = fresh.database;
  for (const person of ['asker', 'leaver']) await decide(db, person, 'given', DAY);
  await decide(db, 'leaver', 'revoked', new Date(DAY.getTime() + 1));
  // Slot 1 won both stored comparisons. The shadow judge prefers the higher quality.
  const texts = (...q: number[]) => q.map((quality) => `Quality ${quality}.`);
  const votes = ['v1', 'v2', 'v3'].map((voter) => ({ voter, choice: 'other' as const }));
  await seedAsk(db, 1, { texts: texts(1, 5, 3), votes: [] });
  await seedAsk(db, 2, { texts: texts(1, 3, 5), votes });
  await seedAsk(db, 3, { ask: { private: true }, texts: texts(1, 2, 3) });
  await seedAsk(db, 4, { ask: { askerHash: 'stranger' }, texts: texts(1, 2, 3) });
  await seedAsk(db, 5, { ask: { askerHash: 'leaver' }, texts: texts(1, 2, 3) });
  await seedAsk(db, 6, { ask: { parentId: uuid(1, 1) }, texts: texts(1, 2, 3) });
});
afterAll(() => fresh.close());
beforeEach(async () => {
  await fresh.database.db.delete(shadowComparisons);
  server = await startQualityServer();
});
afterEach(() => server.close());

const run = (more: Partial<RejudgeOptions> = {}, prices = {}) => {
  const policy = { attempts: 1, firstTokenMs: 5000 };
  const judge = openJudge({ model: server.judgeModel, openModel: openModels({ policy, prices }) });
  const options = { judge, scope: all, budget: { tokens: null, usd: null }, limit: null, parallel: 4, now: () => DAY };
  return rejudge(fresh.database, { ...options, ...more });
};
const stored = () => fresh.database.db.select().from(shadowComparisons);

describe('re-judging', () => {
  it('asks for those who opted in, in the stored order, and pays for nothing twice', async () => {
    expect(await run()).toMatchObject({ end: 'done', judged: 4, failed: 0 });
    const rows = await stored();
    expect(rows.map(({ askId, number, verdict }) => [askId, number, verdict]).sort()).toEqual([
      [uuid(1, 1), 1, 'first'],
      [uuid(1, 1), 2, 'second'],
      [uuid(1, 2), 1, 'second'],
      [uuid(1, 2), 2, 'first'],
    ]);
    expect(await run()).toMatchObject({ end: 'done', judged: 0 });
    expect(server.counts.judge).toBe(4);
    expect(JSON.stringify(server.requests)).toContain(
      '### Assistant 1\\n\\nQuality 5.\\n\\n\\n### Assistant 2\\n\\nQuality 3.',
    );
  });

  it('goes on where it was stopped', async () => {
    expect(await run({ limit: 3 })).toMatchObject({ end: 'limit', judged: 3 });
    const stop = new AbortController();
    stop.abort();
    expect(await run({ signal: stop.signal })).toMatchObject({ end: 'stopped', judged: 0 });
    expect(await run()).toMatchObject({ end: 'done', judged: 1 });
    expect(server.counts.judge).toBe(4);
  });

  it('keeps to its budget, and to one in dollars only where the price is known', async () => {
    const usage = (await run({ limit: 1 })).tokens;
    expect(usage).toBeGreaterThan(0);
    expect(await run({ budget: { tokens: 1, usd: null } })).toMatchObject({ end: 'spent', judged: 1 });
    expect(await run({ budget: { tokens: null, usd: 1 } })).toMatchObject({ end: 'unknown-price', judged: 1 });
    const prices = { [server.judgeModel]: { input: 1e6, output: 1e6 } };
    expect(await run({ budget: { tokens: null, usd: 1e9 } }, prices)).toMatchObject({ end: 'done', judged: 1 });
  });

  it('says that the judge is dead, keeps what there was, and tries again', async () => {
    server.mood.judgeStatus = 401;
    expect(await run()).toMatchObject({ end: 'judge-unavailable', judged: 0, problem: { code: 'unauthorized' } });
    server.mood.judgeStatus = 200;
    expect(await run()).toMatchObject({ end: 'done', judged: 4 });
  });

  it('says why it failed, and how often', async () => {
    server.mood.judgeStatus = 422;
    const { failed, reasons } = await run({ parallel: 1 });
    expect(failed).toBeGreaterThan(0);
    expect([...reasons]).toEqual([["The model's server answered with HTTP 422.", failed]]);
  });

  it('is done by one process a judge', async () => {
    server.mood.judgeDelay = 300;
    const first = run();
    await expect.poll(() => server.counts.judge).toBeGreaterThan(0);
    await expect(run()).rejects.toThrow(/Another process re-judges/);
    expect(await first).toMatchObject({ end: 'done', judged: 4 });
    server.mood.judgeDelay = 0;
    expect(await run()).toMatchObject({ judged: 0 });
  });

  it('compares both judges with the people on the same pairs', async () => {
    await run();
    expect(await summariseShadow(fresh.database.db, all, server.judgeModel)).toMatchObject({
      comparisons: 4,
      shadowInvalid: 0,
      sameVerdict: { value: 0.5, n: 4 },
      votes: { stored: { value: 0, n: 3 }, shadow: { value: 1, n: 3 } },
      majorities: { both: 0, onlyStored: 0, onlyShadow: 1, neither: 0 },
    });
  });
});

describe('judges among themselves', () => {
  it('are compared by their first valid verdicts on the same comparisons, the stored judge among them', async () => {
    const { db } = fresh.database;
    await run();
    const again = await stored();
    // A judge that always says the opposite of the other one, but for one invalid verdict.
    const turned = { first: 'second', second: 'first', invalid: 'first' } as const;
    await db.insert(shadowComparisons).values(
      again.map((row, i) => ({
        ...row,
        judge: 'hf:contrary@http://10.0.0.1:8000/v1',
        ...(i === 0
          ? { verdict: 'invalid' as const, invalidReason: 'no-marker' as const }
          : { verdict: turned[row.verdict] }),
      })),
    );
    const { among } = await gatherReport(db, { since: null, guildId: null }, DAY);
    const between = among?.pairs.find(({ judges: [a, b] }) => a !== STORED_JUDGE && b !== STORED_JUDGE);
    expect(between?.agreement).toMatchObject({ value: 0, n: 3 });
    expect(among).toMatchObject({ judges: 3, items: 4, clusters: 2 });
    expect(JSON.stringify(among)).not.toContain('10.0.0.1');
  });

  it('are left out of a report with a single further judge', async () => {
    await run();
    expect((await gatherReport(fresh.database.db, { since: null, guildId: null }, DAY)).among).toBeNull();
  });
});

describe('a budget', () => {
  it('is never passed by more than one judgement is dearer than all before it', () => {
    const costs = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(costs, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 8 }), (all, limit, parallel) => {
        const budget = openCostLimit({ tokens: limit, usd: null });
        const underWay: number[] = [];
        const finish = () => budget.pay({ tokens: underWay.shift() ?? 0, usd: null });
        let dearest = 0;
        for (const cost of all) {
          while (underWay.length >= parallel || (budget.admits(underWay.length) === 'wait' && underWay.length > 0))
            finish();
          if (budget.admits(underWay.length) !== 'yes') break;
          underWay.push(cost);
          dearest = Math.max(dearest, cost);
        }
        while (underWay.length > 0) finish();
        expect(budget.spent.tokens).toBeLessThanOrEqual(limit + parallel * dearest);
        if (all.every((cost) => cost === all[0]) && (all[0] ?? 0) <= limit)
          expect(budget.spent.tokens).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
