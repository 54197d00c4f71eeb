import { setTimeout as sleep } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getAsk } from '../../db/repo/asks.ts';
import { ballotOfAsk } from '../../db/repo/ballots.ts';
import { challengerPickOf, challengerSpending } from '../../db/repo/challenger-comparisons.ts';
import { challengerOf } from '../../db/repo/challengers.ts';
import { deleteAsk } from '../../db/repo/erase.ts';
import { insertJudgeRules } from '../../db/repo/judge-rules.ts';
import { asks } from '../../db/schema/asks.ts';
import { calls } from '../../db/schema/calls.ts';
import { challengerComparisons } from '../../db/schema/challenger-comparisons.ts';
import { challengers } from '../../db/schema/challengers.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { shadowComparisons } from '../../db/schema/shadow-comparisons.ts';
import { type RunDeps, runAsk } from '../../src/asks/run.ts';
import { closeVoting } from '../../src/ballots/close.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { whyNotChallenger } from '../../src/learning/may-challenge.ts';
import { beginChallenger, withdrawChallenger } from '../../src/learning/promote.ts';
import { judgeInShadow, type ShadowDeps } from '../../src/learning/shadow.ts';
import { standingOfChallenger } from '../../src/learning/standing.ts';
import { openModels } from '../../src/models/open-models.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { putAsk } from '../support/put-ask.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';

const guildId = '2';
let fresh: FreshDatabase;
let models: QualityServer;
let queue: Queue;
let deps: RunDeps;
let shadow: ShadowDeps;
let challenger = '';
const log = openLog('silent');
const never = new AbortController().signal;

beforeEach(async () => {
  [fresh, models] = await Promise.all([freshDatabase(), startQualityServer()]);
  queue = await openQueue(fresh.url, log);
  challenger = models.judgeModel.replace('RRM-7B', 'RRM-32B');
  const openModel = openModels({ policy: { backoffMs: 1, attempts: 1 } });
  const now = () => new Date();
  deps = {
    ...{ database: fresh.database, queue, openModel, progress: () => {}, now, log },
    openJudge: (model) => openJudge({ model, openModel }),
  };
  shadow = {
    ...{ database: fresh.database, now, log, pauseMs: 20 },
    config: { JUDGE_MODEL: models.judgeModel, JUDGE_MODELS: [challenger], JUDGE_FORMAT: undefined },
    openJudge: (model, rules) => openJudge({ model, openModel, rules }),
  };
});
afterEach(async () => {
  await queue.stop(1000);
  await models.close();
  await fresh.close();
});

const begin = (more: object = {}) =>
  beginChallenger(fresh.database, {
    ...{ guildId, judge: challenger, champion: () => models.judgeModel, share: 1, dayTokens: 1e6, dayUsd: null },
    ...{ actorHash: null, now: new Date() },
    ...more,
  });
const ask = async (change: { guildId?: string | null; private?: boolean; voting?: 'duel' | 'ballot' } = {}) => {
  const id = await putAsk(
    { ...fresh, queue },
    { candidateModels: [models.candidateModel], judgeModel: models.judgeModel },
    { guildId, n: 4, ...change },
  );
  await runAsk(id, deps, never);
  return id;
};
const jobs = async () =>
  (
    await fresh.database.db.execute<{ id: string }>(
      sql`select data ->> 'askId' as id from pgboss.job where name = 'ask-shadow'`,
    )
  ).map(({ id }) => id);
const stored = () => fresh.database.db.select().from(challengerComparisons).orderBy(challengerComparisons.number);
const pickOf = (askId: string) => challengerPickOf(fresh.database.db, askId, challenger);
const judge = (askId: string, attempt: { signal?: AbortSignal; last?: boolean } = {}) =>
  judgeInShadow(shadow, { askId, attempt: { signal: never, last: false, ...attempt } });
/** Requests to the judge's server from here on. */
const paid = () => {
  const before = models.counts.judge;
  return () => models.counts.judge - before;
};

describe('the shadow', () => {
  it('has the challenger play a tournament of its own, and the asker pays nothing', async () => {
    await begin();
    const id = await ask();
    expect(await jobs()).toEqual([id]);
    const spentBefore = await fresh.database.db.$count(calls);
    await judge(id);
    const rows = await stored();
    // A knockout of four: two matches, and the winners meet.
    expect(rows.map(({ number, sample, tier }) => [number, sample, tier])).toEqual([1, 2, 3].map((n) => [n, 0, 0]));
    expect(rows.every((row) => row.judge === challenger && row.model === challenger)).toBe(true);
    const lost = rows.map(({ verdict, first, second }) => (verdict === 'first' ? second : first));
    const own = await pickOf(id);
    expect([...lost, own?.pick].toSorted()).toEqual([0, 1, 2, 3]);
    expect(own?.standings).toHaveLength(4);
    expect(await fresh.database.db.$count(shadowComparisons)).toBe(0);
    expect(await fresh.database.db.$count(calls)).toBe(spentBefore);
    expect(await getAsk(fresh.database.db, id)).toMatchObject({ state: 'voting' });
    // Nothing of it is seen while people vote.
    const open = (await challengerOf(fresh.database.db, guildId))!;
    expect(await standingOfChallenger(fresh.database.db, open)).toMatchObject({ asks: 0, unjudged: 0 });
    const ballot = await ballotOfAsk(fresh.database.db, id);
    await fresh.database.sql`update ballots set closes_at = now() - interval '1 hour' where id = ${ballot!.id}`;
    await closeVoting({ database: fresh.database, now: () => new Date() }, ballot!.id);
    expect(await standingOfChallenger(fresh.database.db, open)).toMatchObject({
      ...{ asks: 1, unjudged: 0, votes: 0 },
      headToHead: { duels: 0, decision: 'not-yet' },
      each: { challenger: { callsPerAsk: rows.length, tokensPerAsk: rows.length * 150 } },
    });
  });

  it('is run by the queue, by itself', async () => {
    await begin();
    await queue.work('ask-shadow', 2, ({ askId }, attempt) => judgeInShadow(shadow, { askId, attempt }));
    const id = await ask();
    await expect.poll(() => pickOf(id), { timeout: 20_000 }).not.toBeNull();
    expect(await stored()).toHaveLength(3);
  });

  it('takes no question that is private, outside of servers, of another judge or ballot, or not drawn', async () => {
    await ask();
    await begin();
    await ask({ private: true });
    await ask({ guildId: null });
    await ask({ voting: 'ballot' });
    await fresh.database.db.update(challengers).set({ champion: 'hf:another' });
    await ask();
    await fresh.database.db.update(challengers).set({ champion: models.judgeModel, share: 1e-9 });
    await ask();
    expect(await jobs()).toEqual([]);
  });

  it('takes no question at which the champion was stopped, or never answered', async () => {
    await begin();
    const [stopped, silent] = [await ask(), await ask()];
    const { db } = fresh.database;
    await db.update(asks).set({ cutShort: 'deadline' }).where(eq(asks.id, stopped));
    await db.delete(comparisons).where(eq(comparisons.askId, silent));
    const calls = paid();
    await judge(stopped);
    await judge(silent);
    expect(calls()).toBe(0);
    models.mood.judgeStatus = 422;
    await ask();
    // Its judge was away, which cut it short.
    expect(await jobs()).toEqual([stopped, silent]);
  });

  it('pays for no verdict twice, delivered again or at the same time', async () => {
    await begin();
    const id = await ask();
    const calls = paid();
    await Promise.all([judge(id), judge(id)]);
    await judge(id);
    const rows = await stored();
    expect(rows.length).toBeGreaterThan(1);
    expect(calls()).toBe(rows.length);
  });

  it('goes on where a worker was killed, and pays again for no more than what was in flight', async () => {
    await begin();
    const id = await ask();
    const all = 3;
    const calls = paid();
    models.mood.judgeDelay = 30;
    const worker = new AbortController();
    const dying = judge(id, { signal: worker.signal });
    await expect.poll(async () => (await stored()).length, { interval: 5 }).toBeGreaterThan(0);
    worker.abort(new Error('shutting down'));
    await expect(dying).rejects.toThrow('shutting down');
    expect((await stored()).length).toBeLessThan(all);
    expect(await pickOf(id)).toBeNull();
    await judge(id);
    expect(await stored()).toHaveLength(all);
    expect(await pickOf(id)).not.toBeNull();
    expect(calls()).toBe(all);
  });

  it('keeps to the budget of the day, over all of the day’s questions', async () => {
    await begin({ dayTokens: 400 });
    const [one, other] = [await ask(), await ask()];
    const calls = paid();
    await judge(one);
    await judge(other);
    // Each takes 150 tokens, and another one would go beyond 400: it ends in the middle of a tournament.
    expect(calls()).toBe(2);
    expect([await pickOf(one), await pickOf(other)]).toEqual([null, null]);
    const today = new Date(new Date().setUTCHours(0, 0, 0, 0));
    expect(await challengerSpending(fresh.database.db, guildId, challenger, today)).toEqual({
      spent: { judgements: 2, tokens: 300, usd: 0, unpriced: 2 },
      dearest: { tokens: 150, usd: 0 },
    });
    const tomorrow = () => new Date(Date.now() + 24 * 3_600_000);
    await judgeInShadow({ ...shadow, now: tomorrow }, { askId: other, attempt: { signal: never, last: false } });
    expect(calls()).toBe(4);
  });

  it('spends one judgement at most where a budget is in dollars and the price is unknown', async () => {
    await begin({ dayTokens: null, dayUsd: 1 });
    const calls = paid();
    await judge(await ask());
    await judge(await ask());
    expect(calls()).toBeGreaterThan(0);
    expect(await stored()).toHaveLength(1);
  });

  it('charges what a server does not count by its characters', async () => {
    await begin();
    const id = await ask();
    await judge(id);
    await fresh.database.db.update(challengerComparisons).set({ inputTokens: null, outputTokens: null });
    const { spent } = await challengerSpending(fresh.database.db, guildId, challenger, new Date(0));
    const [row] = await stored();
    expect(spent.tokens).toBeGreaterThan((row?.reasoning.length ?? 0) * spent.judgements);
  });

  it('tries a dead judge again, and gives the question up after the last try', async () => {
    await begin();
    const id = await ask();
    models.mood.judgeStatus = 422;
    await expect(judge(id)).rejects.toThrow('could not be asked');
    await judge(id, { last: true });
    expect(await stored()).toEqual([]);
    models.mood.judgeStatus = 200;
    await judge(id);
    expect((await stored()).length).toBeGreaterThan(0);
  });

  it('ends where the challenger was withdrawn, the operator took its judge back, or the ask is gone', async () => {
    await begin();
    const [one, other, hidden] = [await ask(), await ask(), await ask()];
    const calls = paid();
    await fresh.database.db.update(asks).set({ hiddenAt: new Date() }).where(eq(asks.id, hidden));
    await judge(hidden);
    const { config } = shadow;
    shadow = { ...shadow, config: { ...config, JUDGE_MODELS: [] } };
    await judge(one);
    shadow = { ...shadow, config };
    await fresh.database.db.transaction((tx) => deleteAsk(tx, other));
    expect(await jobs()).not.toContain(other);
    await judge(other);
    await withdrawChallenger(fresh.database, { guildId, actorHash: null, now: new Date() });
    await judge(one);
    // A later challenger has its own questions.
    await begin();
    await judge(one);
    expect(calls()).toBe(0);
    expect(await stored()).toEqual([]);
  });

  it('pays for nothing more of a question that is deleted or emptied meanwhile', async () => {
    await begin();
    for (const end of ['deleted', 'emptied']) {
      const id = await ask();
      const calls = paid();
      models.mood.judgeDelay = 100;
      const judging = judge(id);
      await expect.poll(calls, { interval: 5 }).toBe(1);
      const { db } = fresh.database;
      if (end === 'deleted') await db.transaction((tx) => deleteAsk(tx, id));
      else await db.update(asks).set({ purgedAt: new Date() }).where(eq(asks.id, id));
      await judging;
      expect(calls()).toBe(1);
      expect(await stored()).toEqual([]);
    }
  });

  it('does not wait: the pick is there while the challenger is silent', async () => {
    await begin();
    const id = await ask();
    models.mood.judgeDelay = 200;
    const judging = judge(id);
    await sleep(20);
    expect(await getAsk(fresh.database.db, id)).toMatchObject({ state: 'voting', judged: true });
    await judging;
  });
});

describe('who may judge in the shadow', () => {
  it('is a single judge of the operator’s pool, with rules of this server where its prompt may be changed', async () => {
    const { db } = fresh.database;
    const chat = 'hf:Qwen3-8B@http://127.0.0.1:9/v1';
    const config = { ...shadow.config, JUDGE_MODELS: [challenger, chat, 'escalate:hf:a,hf:b'] };
    const why = (judge: string, of = guildId) => whyNotChallenger(db, config, { guildId: of, judge });
    const list = { guildId, judge: chat, rules: ['Value short answers.'], madeBy: 'manager' as const };
    const version = await insertJudgeRules(db, list);
    const ruled = chat.replace('@', `#rules-${version}@`);
    expect(await why(challenger)).toBeNull();
    expect(await why(chat)).toBeNull();
    expect(await why(ruled)).toBeNull();
    expect(await why(ruled, 'elsewhere')).toBe('not-yours');
    expect(await why(chat.replace('@', '#rules-999@'))).toBe('not-yours');
    expect(await why(challenger.replace('@', `#rules-${version}@`))).toBe('no-rules');
    expect(await why('hf:unknown')).toBe('not-offered');
    expect(await why('escalate:hf:a,hf:b')).toBe('jury');
  });
});
