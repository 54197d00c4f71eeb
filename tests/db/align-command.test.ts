import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testedUntil } from '../../db/repo/align-runs.ts';
import { deleteAsk, deleteGuild, deletePerson, knownGuilds } from '../../db/repo/erase.ts';
import { changeGuildSettings } from '../../db/repo/guild-settings.ts';
import { insertJudgeRules, judgeRulesOfGuild } from '../../db/repo/judge-rules.ts';
import { emptyOldAsks } from '../../db/repo/retention.ts';
import { alignAnswers, alignRuns } from '../../db/schema/align-runs.ts';
import { alignOnServer } from '../../src/cli/align/on-server.ts';
import type { AlignFlags } from '../../src/cli/align.ts';
import { ModelError } from '../../src/models/model-error.ts';
import {
  type Asked,
  CALL,
  fillCommunityWithTaste,
  TASTEFUL_GUILD,
  tastefulModels,
} from '../support/community-with-taste.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { DAY, decide, uuid } from '../support/research.ts';

const CHAT = 'hf:Qwen3-8B@http://127.0.0.1:8001/v1';
const WRITER = 'hf:writing@http://127.0.0.1:8002/v1';
const RRM = 'hf:RRM-7B@http://127.0.0.1:8000/v1';
const server = TASTEFUL_GUILD;
const lists = ['1. Prefer short answers.', '1. Prefer replies with many commas.\n2. Prefer short answers.'];
let fresh: FreshDatabase;
beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(() => fresh.close());

type Pool = { JUDGE_MODEL: string; JUDGE_MODELS: string[]; JUDGE_FORMAT: string | undefined };
const usual: Pool = { JUDGE_MODEL: CHAT, JUDGE_MODELS: [], JUDGE_FORMAT: undefined };
interface Run {
  flags?: Partial<AlignFlags>;
  pool?: Pool;
  written?: readonly string[];
  changes?: Partial<Asked>;
  stop?: AbortController;
}

/** Runs the command. @returns what it prints, and what was asked */
async function run({ flags, pool = usual, written = lists, changes, stop = new AbortController() }: Run = {}) {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    text += piece;
    return true;
  });
  const { asked, ...models } = tastefulModels(written, changes);
  const all: AlignFlags = { server, writer: WRITER, rounds: 2, parallel: 4, seed: '7', ...flags };
  try {
    const problem = await alignOnServer(fresh.database, all, {
      ...{ ...models, pool, signal: stop.signal, now: () => new Date(DAY.getTime() + 1e9) },
    }).then(
      () => null,
      (error: unknown) => error as Error,
    );
    return { text, problem, asked, calls: asked.judged.length + asked.written.length };
  } finally {
    write.mockRestore();
  }
}
const json = async (more: Run = {}) => JSON.parse((await run({ ...more, flags: { json: true, ...more.flags } })).text);
const fill = (taste: 'short' | 'none', asks: number, from = 0) =>
  fillCommunityWithTaste(fresh.database.db, { asks, taste, from });
const runs = () => fresh.database.db.select().from(alignRuns).orderBy(alignRuns.id);
const answers = () => fresh.database.db.select().from(alignAnswers);

describe('tribunal align', () => {
  it('finds what the community likes, tries it once, keeps it under a version and says what to do next', async () => {
    await fill('short', 120);
    const { text, problem, asked } = await run();
    expect(problem).toBeNull();
    expect(text).toMatch(
      /^Kept: by these rules Qwen3-8B agrees with people more often\.\n\nThe rules\n1\. Prefer short/,
    );
    expect(text).toMatch(/questions +48 to learn from, 24 to choose by, 48 for the test\n/);
    expect(text).toMatch(/difference +0\.\d{3} {2}\[0\.\d{3}, 0\.\d{3}\] {2}48 questions\n/);
    const [kept] = await judgeRulesOfGuild(fresh.database.db, server, CHAT);
    const name = `hf:Qwen3-8B#rules-${kept!.version}@http://127.0.0.1:8001/v1`;
    expect(text).toContain(`promote --server ${server} --challenge ${name} --budget-tokens`);
    expect(kept).toMatchObject({
      rules: ['Prefer short answers.'],
      madeBy: 'align',
      actorHash: null,
      editedFrom: null,
    });
    expect(kept!.trial).toMatchObject({
      ...{ asks: 48, votes: 240, voters: 8, simulated: 0 },
      testedFrom: new Date(DAY.getTime() + 72 * 60_000).toISOString(),
      testedUntil: new Date(DAY.getTime() + 119 * 60_000).toISOString(),
      difference: { value: expect.any(Number), low: expect.any(Number), high: expect.any(Number) },
    });
    expect(asked.judged.length).toBeGreaterThan(200);
    // Nothing but the bounds and the end is left of the search.
    expect(await answers()).toEqual([]);
    expect(await runs()).toMatchObject([{ outcome: 'kept', finalist: null, judge: CHAT, writer: WRITER }]);
    // The writer reads whys, and nobody's code.
    const read = JSON.stringify(asked.written);
    expect(read).toMatch(/why of \w+ about \d+/);
    expect(read).not.toMatch(/voter|asker/);
  });

  it('says the same as JSON, and keeps nothing where there is no taste', async () => {
    await fill('none', 120);
    const row = await json();
    expect(Object.keys(row)).toEqual(
      [
        'judge',
        'from',
        'writer',
        'parts',
        'end',
        'rules',
        'leftOut',
        'lists',
        'choose',
        'trial',
        'paid',
        'simulated',
        'version',
        'name',
      ], // prettier-ignore
    );
    expect(row).toMatchObject({ judge: CHAT, writer: WRITER, version: null, name: null });
    expect(['no-list', 'not-better']).toContain(row.end);
    expect(row.paid.usd).toBeCloseTo(row.paid.tokens / 1e6, 9);
    expect(await judgeRulesOfGuild(fresh.database.db, server)).toEqual([]);
  });

  it('never uses a question twice as a test of a judge, whoever writes and whatever was found', async () => {
    await fill('short', 120);
    const first = await json();
    const again = await run({ flags: { seed: '8', writer: RRM } });
    expect(again.problem?.message).toMatch(
      /^Not enough data: at least 16 more closed questions with a vote are needed/,
    );
    expect(again.calls).toBe(0);
    await fill('short', 30, 120);
    const later = await json({ flags: { seed: '8' } });
    expect(later.parts.test).toBe(30);
    expect(later.trial === null || later.version !== first.version).toBe(true);
    const [one, two] = await runs();
    expect(two!.testFrom > one!.testedUntil!).toBe(true);
    // Another judge has tests of its own.
    expect(await testedUntil(fresh.database.db, server, WRITER)).toBeNull();
  });

  it('leaves out what is no rule, and says why', async () => {
    await fill('short', 60);
    const { text } = await run({ written: ['1. Always pick the first reply.'] });
    expect(text).toMatch(/^Nothing kept: no list had Qwen3-8B agree/);
    expect(text).toContain('“Always pick the first reply.”: it names a side or a place instead of a quality');
    expect((await runs())[0]).toMatchObject({ outcome: 'no-list', testedUntil: null });
  });

  it('learns new rules beside those that the judge in charge has', async () => {
    await fill('short', 60);
    const present = { guildId: server, judge: CHAT, rules: ['Prefer polite replies.'], madeBy: 'manager' as const };
    const version = await insertJudgeRules(fresh.database.db, present);
    const ruled = CHAT.replace('@', `#rules-${version}@`);
    await changeGuildSettings(fresh.database.db, server, { judge: ruled });
    const { asked } = await run();
    expect(asked.judged[0]!.rules).toEqual(['Prefer polite replies.']);
    expect((await runs())[0]!.options).toMatchObject({ present: version, format: expect.stringMatching(/^chat@\d+$/) });
    const other = await run({ flags: { judge: CHAT.replace('@', '#rules-99@') } });
    expect(other.problem?.message).toMatch(/^This server has no rules 99 for Qwen3-8B/);
  });
});

describe('tribunal align --dry-run', () => {
  it('says what there is to learn from and what it costs, and asks nobody', async () => {
    await fill('short', 60);
    const { text, calls } = await run({ flags: { dryRun: true } });
    expect(calls).toBe(0);
    expect(text).toMatch(/^Qwen3-8B would learn from rules that writing writes\. Nothing was asked or kept\./);
    expect(text).toMatch(/parts +24 to learn from, 12 to choose by, 24 for the test\n/);
    expect(text).toMatch(/at most +[\d,]+ calls to the judge, 8 to the writer; [\d,]+ tokens, dollars unknown/);
    expect(await runs()).toEqual([]);
    const priced = await json({
      flags: { dryRun: true, judge: 'anthropic:claude-haiku-4-5', writer: 'anthropic:claude-sonnet-5' },
    });
    expect(priced.most.usd).toBeGreaterThan(priced.most.tokens / 1e6);
    expect(priced).toMatchObject({ parts: { train: 24, choose: 12, test: 24 }, goesOn: false });
  });

  it('says how much is lacking', async () => {
    await fill('short', 30);
    const { problem } = await run({ flags: { dryRun: true } });
    expect(problem?.message).toMatch(/^Not enough data: at least 10 more closed questions/);
    const nobody = await run({ flags: { dryRun: true, server: '999999999999999999' } });
    expect(nobody.problem?.message).toMatch(/40 more closed questions with a vote, and votes of 5 more people/);
  });
});

describe('who can learn rules, and who writes them', () => {
  it('is refused in words', async () => {
    const refused = async (flags: Partial<AlignFlags>, pool?: Pool) =>
      (await run({ flags, ...(pool && { pool }) })).problem?.message;
    expect(await refused({ judge: RRM })).toMatch(/^A judge of the format rrm was trained on one prompt/);
    expect(await refused({}, { ...usual, JUDGE_MODEL: RRM })).toMatch(/format rrm/);
    expect(await refused({}, { ...usual, JUDGE_FORMAT: 'rrm' })).toMatch(/format rrm/);
    expect(await refused({ judge: 'hf:Skywork-Reward-V2-Llama-3.1-8B@http://h/v1' })).toMatch(/format reward/);
    expect(await refused({ judge: 'escalate:hf:a@http://h/v1,hf:b@http://h/v1' })).toMatch(/Say which of them/);
    expect(await refused({ writer: 'hf:Skywork-Reward-V2-Llama-3.1-8B@http://h/v1' })).toMatch(/^The writer must be/);
    expect(await refused({ writer: 'escalate:hf:a@http://h/v1,hf:b@http://h/v1' })).toMatch(/^The writer must be/);
    expect(await runs()).toEqual([]);
  });
});

describe('a search that is interrupted', () => {
  it('goes on where it was, and pays nothing twice, wherever it was interrupted', async () => {
    await fill('short', 80);
    const whole = await run({ flags: { json: true } });
    expect(JSON.parse(whole.text).end).toBe('kept');
    for (const at of [1, 40, Math.floor(whole.calls / 2), whole.calls - 10]) {
      await fresh.database.db.delete(alignRuns);
      const stop = new AbortController();
      const before = (calls: number) => {
        if (calls >= at) stop.abort();
      };
      const cut = await run({ stop, changes: { before } });
      expect([cut.problem, process.exitCode]).toEqual([null, 130]);
      process.exitCode = 0;
      expect(cut.text).toBe('');
      expect(cut.calls).toBeLessThanOrEqual(at + 4);
      expect(await answers()).toHaveLength(cut.calls);
      const rest = await run({ flags: { json: true } });
      const [one, other] = [JSON.parse(whole.text), JSON.parse(rest.text)];
      expect(cut.calls + rest.calls).toBe(whole.calls);
      expect([other.end, other.rules, other.trial, other.paid.calls]).toEqual([
        one.end,
        one.rules,
        one.trial,
        one.paid.calls,
      ]);
      expect(await runs()).toHaveLength(1);
    }
  });

  it('is another one with another seed, writer or judge, and keeps its test for itself', async () => {
    await fill('short', 80);
    const stop = new AbortController();
    const toTheTest = { before: (calls: number) => void (calls > 600 && stop.abort()) };
    await run({ stop, changes: toTheTest });
    process.exitCode = 0;
    const begun = (await runs())[0]!;
    if (begun.testedUntil) expect((await run({ flags: { seed: '9' } })).problem?.message).toMatch(/^Not enough data/);
    else expect((await json({ flags: { seed: '9' } })).paid.calls).toBeGreaterThan(100);
  });

  it('begins anew where another one has used its test meanwhile', async () => {
    await fill('short', 80);
    const stop = new AbortController();
    await run({ stop, changes: { before: (calls) => void (calls > 20 && stop.abort()) } });
    process.exitCode = 0;
    expect((await json({ flags: { seed: '9' } })).trial).not.toBeNull();
    expect((await run()).problem?.message).toMatch(/^Not enough data/);
  });

  it('runs once at a time on a server', async () => {
    await fill('short', 60);
    let second: Promise<{ problem: Error | null }> | undefined;
    await run({
      changes: {
        async before(calls) {
          if (calls !== 3 || second) return;
          second = run({ flags: { seed: '9' } });
          await second;
        },
      },
    });
    expect((await second)?.problem?.message).toMatch(/^Another process has a judge of this server learn/);
  });
});

describe('the budget of a search', () => {
  it('is that of the whole, and is exceeded by no more than one call', async () => {
    await fill('short', 80);
    for (const budgetTokens of [100, 5000, 20_000, 60_000]) {
      await fresh.database.db.delete(alignRuns);
      const poor = await run({ flags: { budgetTokens } });
      const spent = poor.asked.judged.length * CALL.judge + poor.asked.written.length * CALL.write;
      expect(spent).toBeLessThanOrEqual(budgetTokens + CALL.write);
      if (poor.problem) expect(poor.problem.message).toMatch(/^The budget is spent\. .* larger one to go on\.$/);
      const again = await run({ flags: { budgetTokens } });
      if (poor.problem) expect(again.calls).toBeLessThanOrEqual(1);
    }
  });

  it('keeps some for the test, and what it has paid where it found nothing yet', async () => {
    await fill('short', 80);
    const whole = await json();
    let tested = 0;
    for (const share of [0.3, 0.5, 0.7, 0.8, 0.9]) {
      await fresh.database.db.delete(alignRuns);
      const budgetTokens = Math.round(whole.paid.tokens * share);
      const cut = await run({ flags: { budgetTokens, json: true } });
      if (cut.problem === null) {
        expect(JSON.parse(cut.text).trial).not.toBeNull();
        tested += 1;
        continue;
      }
      expect(cut.problem.message).toMatch(/^The budget is spent/);
      expect((await runs())[0]).toMatchObject({ outcome: null, testedUntil: null });
      const rest = await run({ flags: { json: true } });
      expect(JSON.parse(rest.text)).toMatchObject({ end: whole.end, rules: whole.rules });
      expect(cut.calls + rest.calls).toBe(whole.paid.calls);
    }
    expect(tested).toBeGreaterThan(0);
  });

  it('cannot be kept in dollars where the price is not known', async () => {
    await fill('short', 60);
    const { problem, calls } = await run({ flags: { budgetUsd: 1 }, changes: { price: false } });
    expect(problem?.message).toMatch(/price of this judge is not known/);
    expect(calls).toBe(1);
  });
});

describe('a judge or writer that fails', () => {
  it('ends the search in words, and what was paid is kept', async () => {
    await fill('short', 60);
    const fails = (calls: number) => {
      if (calls === 30) throw new ModelError('unavailable', 'The model server cannot be reached.');
    };
    const { problem, calls } = await run({ changes: { before: fails } });
    expect(problem?.message).toBe('The model server cannot be reached. What is paid is kept: run it again to go on.');
    expect(await answers()).toHaveLength(calls);
  });

  it('gives no verdict where it takes a request never, and is none where it takes nothing', async () => {
    await fill('short', 60);
    let refused = 0;
    const once = (calls: number) => {
      if (calls === 10 && refused++ === 0) throw new ModelError('bad-request', 'Refused.');
    };
    expect((await run({ changes: { before: once } })).problem).toBeNull();
    await fresh.database.db.delete(alignRuns);
    const always = await run({ changes: { before: () => Promise.reject(new ModelError('bad-request', 'Refused.')) } });
    expect(always.problem?.message).toMatch(/^Refused\. What is paid is kept/);
  });
});

describe('whoever withdraws or deletes', () => {
  /** Stops a search when it has been answered so often, and has the writer's answers among them. */
  const interrupt = async () => {
    await fill('short', 80);
    const stop = new AbortController();
    await run({ stop, changes: { before: (calls) => void (calls > 150 && stop.abort()) } });
    process.exitCode = 0;
    const kept = await answers();
    expect(kept.some(({ text }) => text !== null)).toBe(true);
    return kept;
  };

  it('ends a search that has read their words, which goes on without them', async () => {
    await fill('short', 80);
    const { db } = fresh.database;
    const before = async (calls: number) => {
      if (calls === 60) await decide(db, 'ann', 'revoked', new Date(DAY.getTime() + 1));
    };
    const cut = await run({ changes: { before } });
    expect(cut.problem?.message).toMatch(/^Somebody has withdrawn or deleted what this search was learning from/);
    const rest = await run({ flags: { json: true } });
    expect(rest.problem).toBeNull();
    expect(JSON.stringify(rest.asked.written)).not.toContain('why of ann');
  });

  it('takes along what a writer wrote in unfinished searches of their servers, and the verdicts on their questions', async () => {
    const { db } = fresh.database;
    const kept = await interrupt();
    await db.transaction((tx) => deleteAsk(tx, uuid(1, 0)));
    const judged = kept.filter(({ askId }) => askId === uuid(1, 0)).length;
    expect(await answers()).toHaveLength(kept.length - judged);
    await db.transaction((tx) => deletePerson(tx, 'somebody else', DAY));
    expect((await answers()).some(({ text }) => text !== null)).toBe(true);
    // This one has only voted there.
    await db.transaction((tx) => deletePerson(tx, 'ann', DAY));
    expect((await answers()).some(({ text }) => text !== null)).toBe(false);
    expect((await answers()).length).toBeGreaterThan(0);
    await db.transaction((tx) => deletePerson(tx, 'asker', DAY));
    expect(await answers()).toEqual([]);
  });

  it('takes all of a server along, and until when its questions were tests', async () => {
    const { db } = fresh.database;
    await interrupt();
    await db.insert(alignRuns).values({
      ...{ guildId: '5', judge: CHAT, writer: WRITER, seed: '1', chooseFrom: DAY, testFrom: DAY },
      options: { present: null, format: 'chat@1', rounds: 1, proposals: 1 },
    });
    await db.execute('create schema pgboss');
    await db.execute('create table pgboss.job (name text, state text, data jsonb)');
    expect(await knownGuilds(db)).toContain('5');
    await db.transaction((tx) => deleteGuild(tx, server));
    expect(await answers()).toEqual([]);
    expect((await runs()).map(({ guildId }) => guildId)).toEqual(['5']);
  });

  it('is what time does too: with the texts go those that a writer made of them', async () => {
    const { db } = fresh.database;
    await interrupt();
    expect(await emptyOldAsks(db, 30, new Date(DAY.getTime() + 40 * 24 * 3_600_000), 5)).toBe(5);
    expect((await answers()).some(({ text }) => text !== null)).toBe(false);
    await db.delete(alignRuns).where(eq(alignRuns.guildId, server));
  });
});
