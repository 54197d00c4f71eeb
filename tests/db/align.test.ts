import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answersOf, unfinishedRun } from '../../db/repo/align-runs.ts';
import { readDuels } from '../../db/repo/alignment.ts';
import { insertConsent } from '../../db/repo/consents.ts';
import { deleteGuild, deletePerson } from '../../db/repo/erase.ts';
import { judgeRulesOfGuild } from '../../db/repo/judge-rules.ts';
import { alignAnswers, alignRuns } from '../../db/schema/align-runs.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { votes } from '../../db/schema/votes.ts';
import { pack } from '../../packages/playground/src/practice/pack/index.ts';
import { type PracticeModels, startPracticeModels } from '../../packages/playground/src/practice/servers.ts';
import { alignOnServer } from '../../src/cli/align/on-server.ts';
import type { AlignFlags } from '../../src/cli/align.ts';
import { readJudgeConfig } from '../../src/config.ts';
import { seeded } from '../../src/seeded.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { askRow, ballotRow, candidateRow } from '../support/snapshots.ts';

const server = '123456789012345678';
let fresh: FreshDatabase;
let practice: PracticeModels;
let judge = '';
let writer = '';
beforeEach(async () => {
  fresh = await freshDatabase();
  practice = await startPracticeModels({ pace: 0 });
  const at = practice.judgeModel.slice(practice.judgeModel.indexOf('@'));
  judge = `hf:practice-chat-judge-obeys-100${at}`;
  writer = `hf:practice-writer${at}`;
});
afterEach(async () => {
  await practice.close();
  await fresh.close();
});

const people = Array.from({ length: 8 }, (_, i) => `person ${i}`);
const WHY = 'It is short and to the point.';

/** Closed questions of people who opted in, on which short replies are liked. */
async function community(n: number, more: { ask?: object; isOpen?: boolean; from?: number } = {}): Promise<string[]> {
  const { db } = fresh.database;
  const lot = seeded(`${n}`, 'community');
  const ids: string[] = [];
  for (let i = 0; i < n; i++) {
    const [id, ballotId] = [randomUUID(), randomUUID()];
    const at = new Date(Date.UTC(2026, 0, 1) + ((more.from ?? 0) + i) * 60_000);
    const { question, replies } = pack[lot.below(pack.length)]!;
    const settings = { ...askRow().settings, judgeModel: judge };
    await db.insert(asks).values({
      ...{ ...askRow(), id, interactionId: id, guildId: server, n: 2, settings, askerHash: 'asker', promptBy: null },
      ...{ prompt: question, private: false, source: 'command', parentId: null },
      ...{
        pick: 0,
        createdAt: at,
        closedAt: at,
        state: more.isOpen ? 'voting' : 'closed',
        wordsOf: [],
        purgedAt: null,
      },
      ...more.ask,
    });
    const useful = replies.filter(({ quality }) => quality >= 5);
    const texts = lot
      .shuffle(useful.length > 1 ? useful : replies)
      .slice(0, 2)
      .map(({ text }) => text);
    for (const [slot, text] of texts.entries())
      await db.insert(candidates).values({ ...candidateRow(slot, text), askId: id });
    const lineup = { shown: [0, 1], opponentPolicy: 'runner-up' as const, opponentProbability: 1 };
    await db
      .insert(ballots)
      .values({ ...ballotRow(), id: ballotId, askId: id, kind: 'duel', ...lineup, closedAt: more.isOpen ? null : at });
    const shorter = texts[0]!.length <= texts[1]!.length ? 0 : 1;
    for (const voterHash of lot.shuffle(people).slice(0, 5)) {
      const slot = lot.below(10) < 9 ? shorter : 1 - shorter;
      await db.insert(votes).values({
        ...{ ballotId, interactionId: randomUUID(), voterHash, choice: 'candidate', slot, position: slot, blind: true },
        ...{ flags: [], createdAt: at, reasonText: slot === shorter ? WHY : null },
      });
    }
    ids.push(id);
  }
  return ids;
}
const optIn = async (...who: string[]) => {
  for (const one of who) await insertConsent(fresh.database.db, one, 'given', new Date());
};

async function run(flags: Partial<AlignFlags> = {}): Promise<string> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    text += piece;
    return true;
  });
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const pool = { JUDGE_MODEL: judge, JUDGE_MODELS: ['hf:RRM-7B@http://h:1/v1'], JUDGE_FORMAT: undefined };
  const models = readJudgeConfig(judge, {});
  const all = { server, judge, writer, rounds: 2, proposals: 2, parallel: 4, seed: '1', ...flags };
  try {
    await alignOnServer(fresh.database, { pool, models }, all);
  } finally {
    write.mockRestore();
    err.mockRestore();
  }
  return text;
}

describe('tribunal align', () => {
  it('finds a community’s taste over HTTP, tries it on later votes, and keeps it under a version', async () => {
    await community(80);
    await optIn('asker', ...people);
    const found = JSON.parse(await run({ json: true }));
    expect(found).toMatchObject({ end: 'kept', parts: { train: 32, choose: 16, test: 32 } });
    expect(found.rules.join(' ')).toMatch(/short|brief/i);
    expect(found.name).toBe(judge.replace('@', `#rules-${found.version}@`));
    expect(found.trial.difference.low).toBeGreaterThan(0);
    const [kept] = await judgeRulesOfGuild(fresh.database.db, server, judge);
    expect(kept).toMatchObject({ version: found.version, madeBy: 'align', rules: found.rules, trial: { asks: 32 } });
    expect(kept?.trial?.votes).toBe(160);
    // What the writer wrote is gone with the end of the search, and the same votes are no test again.
    const texts = await fresh.database.db.select().from(alignAnswers).where(sql`${alignAnswers.text} is not null`);
    expect(texts).toEqual([]);
    await expect(run()).rejects.toThrow(/^Not enough data: .* at least 16 more questions/);
  }, 60_000);

  it('goes on where a budget ended it, and pays nothing twice', async () => {
    await community(60);
    await optIn('asker', ...people);
    await expect(run({ budgetTokens: 20_000 })).rejects.toThrow(/budget is spent .* run it again/);
    const before = await unfinishedRun(fresh.database.db, { guildId: server, judge, writer });
    const paid = await answersOf(fresh.database.db, before!.id);
    const spent = paid.reduce((sum, { tokens }) => sum + tokens, 0);
    expect(paid.length).toBeGreaterThan(10);
    expect(spent).toBeLessThan(20_000);
    await run();
    const [after] = await fresh.database.db.select().from(alignRuns);
    expect(after).toMatchObject({ id: before!.id, endedAt: expect.any(Date) });
    const all = await answersOf(fresh.database.db, before!.id);
    expect(all.length).toBeGreaterThan(paid.length);
    for (const { key } of paid.filter(({ text }) => text === null)) expect(all.map((one) => one.key)).toContain(key);
  }, 60_000);

  it('says what it would cost, and asks nobody', async () => {
    await community(60);
    await optIn('asker', ...people);
    await practice.close();
    expect(await run({ dryRun: true })).toMatch(/24 to learn from, 12 to choose by, 24 to try .*\nCalls: about/);
    expect(await fresh.database.db.select().from(alignRuns)).toEqual([]);
    practice = await startPracticeModels({ pace: 0 });
  });

  it('refuses in words a judge that was trained on one prompt, a jury, and one that is not offered', async () => {
    await expect(run({ judge: 'hf:RRM-7B@http://h:1/v1' })).rejects.toThrow(/trained on one prompt, word for word/);
    await expect(run({ judge: 'hf:other@http://h:1/v1' })).rejects.toThrow(/JUDGE_MODELS/);
    await expect(run({ judge: judge.replace('@', '#rules-9@') })).rejects.toThrow(/no rules 9/);
  });

  it('says how many questions are lacking', async () => {
    await community(3);
    await optIn('asker');
    await expect(run()).rejects.toThrow(/^Not enough data: .* at least 37 more questions/);
  });
});

describe('what may be learnt from', () => {
  const all = { guildId: server, since: null, until: null };

  it('is closed questions of people who opted in, and nothing private, open, continued or emptied', async () => {
    const { db } = fresh.database;
    const [good] = await community(1);
    await community(1, { isOpen: true, from: 10 });
    await community(1, { ask: { private: true }, from: 20 });
    await community(1, { ask: { askerHash: 'somebody else' }, from: 30 });
    await community(1, { ask: { parentId: good }, from: 40 });
    await community(1, { ask: { prompt: '', purgedAt: new Date() }, from: 50 });
    await community(1, { ask: { guildId: '999999999999999999' }, from: 60 });
    expect(await readDuels(db, all)).toEqual([]);
    await optIn('asker');
    expect((await readDuels(db, all)).map(({ askId }) => askId)).toEqual([good]);
    await insertConsent(db, 'asker', 'revoked', new Date(Date.now() + 1000));
    expect(await readDuels(db, all)).toEqual([]);
  });

  it('has votes that count, and whys only of voters who opted in', async () => {
    const { db } = fresh.database;
    await community(1);
    await optIn('asker', 'person 1', 'person 2');
    const [duel] = await readDuels(db, all);
    expect(duel?.votes).toHaveLength(5);
    expect(duel?.whys.every(({ voter }) => ['person 1', 'person 2'].includes(voter))).toBe(true);
    for (const { text } of duel?.whys ?? []) expect(text).toBe(WHY);
    await db.update(votes).set({ blind: false });
    expect((await readDuels(db, all))[0]?.votes).toEqual([]);
  });

  it('is forgotten with whoever deletes their data, and with the server', async () => {
    const { db } = fresh.database;
    await community(60);
    await optIn('asker', ...people);
    await expect(run({ budgetTokens: 20_000 })).rejects.toThrow(/budget is spent/);
    const written = () => db.$count(alignAnswers, sql`${alignAnswers.askId} is null`);
    const judged = () => db.$count(alignAnswers, sql`${alignAnswers.askId} is not null`);
    await db.transaction((tx) => deletePerson(tx, 'person 3', new Date()));
    expect(await written()).toBe(0);
    expect(await judged()).toBeGreaterThan(0);
    await db.transaction((tx) => deletePerson(tx, 'asker', new Date()));
    expect(await judged()).toBe(0);
    expect(await db.$count(alignRuns, eq(alignRuns.guildId, server))).toBe(1);
    await db.transaction((tx) => deleteGuild(tx, server));
    expect(await db.$count(alignRuns)).toBe(0);
  }, 60_000);
});
