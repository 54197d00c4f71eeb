import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deleteGuild } from '../../db/repo/erase.ts';
import { insertJudgeRules, judgeRulesOfGuild } from '../../db/repo/judge-rules.ts';
import { alignAnswers, alignRuns } from '../../db/schema/align-runs.ts';
import { asks } from '../../db/schema/asks.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { votes } from '../../db/schema/votes.ts';
import { alignOnServer } from '../../src/cli/align/on-server.ts';
import type { AlignFlags } from '../../src/cli/align.ts';
import { readJudgeConfig } from '../../src/config.ts';
import { ModelError } from '../../src/models/model-error.ts';
import {
  type Asked,
  CALL,
  fillCommunityWithTaste,
  TASTEFUL_GUILD,
  tastefulModel,
} from '../support/community-with-taste.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { DAY, decide, uuid } from '../support/research.ts';

const CHAT = 'hf:Qwen3-8B@http://127.0.0.1:8001/v1';
const WRITER = 'hf:writing@http://127.0.0.1:8002/v1';
const server = TASTEFUL_GUILD;
const lists = ['1. Prefer short answers.', '1. Prefer replies with many commas.\n2. Prefer short answers.'];
let fresh: FreshDatabase;
beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(async () => {
  process.exitCode = 0;
  vi.restoreAllMocks();
  await fresh.close();
});

interface Run {
  flags?: Partial<AlignFlags>;
  written?: readonly string[];
  changes?: Partial<Asked>;
}

/** Runs the command. @returns what it prints, the error that it ends with, and what was asked */
async function run({ flags, written = lists, changes }: Run = {}) {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    text += piece;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const { asked, openModel } = tastefulModel(written, changes);
  const pool = { JUDGE_MODEL: CHAT, JUDGE_MODELS: [], JUDGE_FORMAT: undefined };
  const all = {
    server,
    writer: WRITER,
    rounds: 2,
    proposals: 4,
    parallel: 4,
    seed: '7',
    json: true as const,
    ...flags,
  };
  const settings = { pool, models: readJudgeConfig(CHAT, {}), openModel };
  const problem = await alignOnServer(fresh.database, settings, all).then(
    () => null,
    (error: Error) => error,
  );
  return { text, problem, asked, calls: asked.judged.length + asked.written.length };
}
const json = async (more: Run = {}) => {
  const { text, problem } = await run(more);
  if (problem) throw problem;
  return JSON.parse(text);
};
/** Interrupts a search as Ctrl-C does. */
const stopAt = (at: number): Partial<Asked> => ({ before: (calls) => void (calls === at && process.emit('SIGINT')) });
const fill = (taste: 'short' | 'none', n: number, from = 0) =>
  fillCommunityWithTaste(fresh.database.db, { asks: n, taste, from });
const runs = () => fresh.database.db.select().from(alignRuns).orderBy(alignRuns.id);
const answers = () => fresh.database.db.select().from(alignAnswers);

describe('a search that is interrupted', () => {
  it('goes on where it was and pays nothing twice, wherever that was, and ends as it would have', async () => {
    await fill('short', 80);
    const whole = await run();
    const result = JSON.parse(whole.text);
    expect(result).toMatchObject({ end: 'kept', rules: ['Prefer short answers.'], paid: { calls: whole.calls } });
    for (const at of [1, 40, Math.floor(whole.calls / 2), whole.calls - 10]) {
      await fresh.database.db.delete(alignRuns);
      const cut = await run({ changes: stopAt(at) });
      expect([cut.text, process.exitCode]).toEqual(['', 130]);
      expect(cut.calls).toBeLessThanOrEqual(at + 4);
      expect(await answers()).toHaveLength(cut.calls);
      const rest = await run();
      const { end, rules, trial, paid } = JSON.parse(rest.text);
      expect(cut.calls + rest.calls).toBe(whole.calls);
      expect([end, rules, trial, paid.tokens]).toEqual([result.end, result.rules, result.trial, result.paid.tokens]);
    }
  });

  it('begins anew where another one has used its test meanwhile', async () => {
    await fill('short', 80);
    await run({ changes: stopAt(20) });
    const other = await json({ flags: { writer: 'hf:other@http://127.0.0.1:8003/v1' } });
    expect(other.trial).not.toBeNull();
    const { problem, calls } = await run();
    expect(problem?.message).toMatch(/^Not enough data/);
    expect(calls).toBe(0);
    expect(await runs()).toHaveLength(1);
  });

  it('runs once at a time on a server', async () => {
    await fill('short', 60);
    let second: Awaited<ReturnType<typeof run>> | undefined;
    await run({
      changes: {
        async before(calls) {
          if (calls === 3) second = await run({ flags: { writer: 'hf:other@http://127.0.0.1:8003/v1' } });
        },
      },
    });
    expect(second?.problem?.message).toMatch(/^Another process looks for rules on this server/);
    expect(second?.calls).toBe(0);
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
      if (!poor.problem) continue;
      expect(poor.problem.message).toMatch(/^The budget is spent/);
      expect((await run({ flags: { budgetTokens } })).calls).toBeLessThanOrEqual(1);
    }
  });

  it('leaves something for the test, and says nothing of what was not searched for', async () => {
    await fill('short', 80);
    const whole = await json();
    let tested = 0;
    for (const share of [0.3, 0.5, 0.7, 0.8, 0.9]) {
      await fresh.database.db.delete(alignRuns);
      const cut = await run({ flags: { budgetTokens: Math.round(whole.paid.tokens * share) } });
      if (cut.problem === null) {
        expect(JSON.parse(cut.text).trial).not.toBeNull();
        tested += 1;
        continue;
      }
      expect(cut.problem.message).toMatch(/^The budget is spent/);
      const rest = await run();
      expect(JSON.parse(rest.text).trial).not.toBeNull();
      // A list that the search had found by then is tried as it is.
      expect(cut.calls + rest.calls).toBeLessThanOrEqual(whole.paid.calls);
    }
    expect(tested).toBeGreaterThan(0);
  });

  it('cannot be kept in dollars where the price is not known', async () => {
    await fill('short', 60);
    const { problem, calls } = await run({ flags: { budgetUsd: 1 }, changes: { isPriced: false } });
    expect(problem?.message).toMatch(/price .*is not known/);
    expect(calls).toBe(1);
  });
});

describe('a judge that fails', () => {
  it('gives no verdict on what its server will never take, and is none where that takes nothing', async () => {
    await fill('short', 60);
    const refusedPrompt = (await fresh.database.db.select().from(asks)).find(({ id }) => id === uuid(1, 30))!.prompt;
    const before: Asked['before'] = (_, question) => {
      if (question === refusedPrompt) throw new ModelError('bad-request', 'Refused.');
    };
    expect((await run({ changes: { before } })).problem).toBeNull();
    await fresh.database.db.delete(alignRuns);
    const always = await run({ changes: { before: () => Promise.reject(new ModelError('bad-request', 'Refused.')) } });
    expect(always.problem?.message).toMatch(/^Refused\. What was paid for is kept/);
  });
});

describe('whoever withdraws or deletes while a search runs', () => {
  it('ends it before more of their words are sent; it goes on without them', async () => {
    await fill('short', 80);
    const { db } = fresh.database;
    const before = async (calls: number) => {
      if (calls === 60) await decide(db, 'ann', 'revoked', new Date(DAY.getTime() + 1));
    };
    const cut = await run({ changes: { before } });
    expect(cut.problem?.message).toMatch(/^Somebody has withdrawn or deleted what this search was learning from/);
    const rest = await run();
    expect(rest.problem).toBeNull();
    expect(JSON.stringify(rest.asked.written)).not.toContain('why of ann');
  });

  it('has nothing more of their questions judged', async () => {
    await fill('short', 80);
    const { db } = fresh.database;
    const before = async (calls: number) => {
      if (calls === 20) await decide(db, 'asker', 'revoked', new Date(DAY.getTime() + 1));
    };
    const cut = await run({ flags: { parallel: 1 }, changes: { before } });
    expect(cut.problem?.message).toMatch(/^Somebody has withdrawn/);
    expect(cut.calls).toBe(21);
  });

  it('has nothing kept of a server that was deleted', async () => {
    await fill('short', 80);
    const { db } = fresh.database;
    for (const at of [30, (await run()).calls - 1]) {
      await db.delete(alignRuns);
      const before = async (calls: number) => {
        if (calls === at) await db.transaction((tx) => deleteGuild(tx, server));
      };
      expect((await run({ changes: { before } })).problem?.message).toMatch(/^Somebody has withdrawn or deleted/);
      expect([await runs(), await answers(), await judgeRulesOfGuild(db, server)]).toEqual([[], [], []]);
      await db.delete(asks);
      await fill('short', 80);
    }
  });
});

describe('what a search reads and says', () => {
  it('has whys only of votes that count, and none that may follow from knowing the pick', async () => {
    await fill('short', 80);
    await fresh.database.db.update(votes).set({ blind: false }).where(sql`voter_hash = 'ann'`);
    await fresh.database.db
      .update(votes)
      .set({ flags: ['asker'] })
      .where(sql`voter_hash = 'bo'`);
    const { asked } = await run();
    const read = JSON.stringify(asked.written);
    expect(read).toMatch(/why of (cy|di|ed|flo|gus|hal)/);
    expect(read).not.toMatch(/why of (ann|bo)/);
  });

  it('leaves out what moderators hid, and does not fail on a damaged text', async () => {
    const { db } = fresh.database;
    await fill('short', 60);
    await db
      .update(asks)
      .set({ hiddenAt: DAY })
      .where(sql`id = ${uuid(1, 0)}`);
    await db.execute(sql`update asks set prompt = 'enc1.gone.AAAA' where id = ${uuid(1, 1)}`);
    await db.execute(sql`update candidates set text = 'enc1.gone.AAAA' where ask_id = ${uuid(1, 2)} and slot = 0`);
    await db.execute(sql`update votes set reason_text = 'enc1.gone.AAAA' where reason_text is not null`);
    const { parts } = await json({ flags: { dryRun: true } });
    expect(parts.train + parts.choose + parts.test).toBe(57);
  });

  it('is given no rules of another server, and takes no rule with the name of a model that replies', async () => {
    const { db } = fresh.database;
    await fill('short', 60);
    const theirs = { guildId: '5', judge: CHAT, rules: ['Prefer polite replies.'], madeBy: 'manager' as const };
    const version = await insertJudgeRules(db, theirs);
    const refused = await run({ flags: { judge: CHAT.replace('@', `#rules-${version}@`) } });
    expect(refused.problem?.message).toMatch(new RegExp(`no rules ${version} `));
    await db.update(candidates).set({ model: 'hf:Otterly' });
    const { leftOut } = await json({ written: ['1. Prefer what sounds like Otterly.'] });
    expect(leftOut).toEqual([{ rule: 'Prefer what sounds like Otterly.', why: 'name' }]);
  });

  it('keeps beside the rules on which questions they were tried', async () => {
    await fill('short', 80);
    await json();
    const [kept] = await judgeRulesOfGuild(fresh.database.db, server, CHAT);
    expect(kept!.trial).toMatchObject({
      ...{ asks: 32, votes: 160, voters: 8, simulated: 0 },
      testedFrom: new Date(DAY.getTime() + 48 * 60_000).toISOString(),
      testedUntil: new Date(DAY.getTime() + 79 * 60_000).toISOString(),
    });
  });
});
