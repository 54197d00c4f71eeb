import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comparisonsOf } from '../../db/repo/comparisons.ts';
import { changeGuildSettings } from '../../db/repo/guild-settings.ts';
import { insertJudgeRules, judgeRulesOf, judgeRulesOfGuild } from '../../db/repo/judge-rules.ts';
import { createAsk } from '../../src/asks/create.ts';
import { runAsk } from '../../src/asks/run.ts';
import { readConfig } from '../../src/config.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { withRules } from '../../src/model-name.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { defaultsFor } from '../../src/settings/settings.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { rubricModels } from '../support/rubric-models.ts';

const GUILD = '200000000000000002';
const asker = { guildId: GUILD, channelIds: ['3'], roleIds: [] };
const chat = 'hf:Qwen3-8B@http://127.0.0.1:9/v1';
const rrm = 'hf:RRM-7B@http://127.0.0.1:9/v1';

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

const configWith = (more: Record<string, string> = {}) =>
  readConfig({
    ...{ DISCORD_TOKEN: 'x', PSEUDONYM_KEY: 'k'.repeat(32), CANDIDATE_MODELS: chat, JUDGE_MODEL: chat },
    ...more,
  });
const keep = (rules: string[]) =>
  insertJudgeRules(fresh.database.db, { guildId: GUILD, judge: chat, rules, madeBy: 'manager' });

describe('a server’s judge with rules', () => {
  it('judges its questions by them, and every comparison says by which', async () => {
    const { db } = fresh.database;
    const version = await keep(['Short answers win.']);
    await changeGuildSettings(db, GUILD, { judge: withRules(chat, version) });
    const { settings } = await defaultsFor({ database: fresh.database, config: configWith() }, asker);
    expect(settings.judgeModel).toBe(withRules(chat, version));
    const ask = await createAsk(
      { ...fresh, queue, now },
      {
        ...{ interactionId: '1', interactionToken: 'token', applicationId: '1', guildId: GUILD, channelId: '3' },
        ...{ askerHash: 'asker', prompt: 'Why?', n: 2, effort: 'quick', voting: 'duel', private: false },
        settings: { ...settings, tournament: 'knockout:both' },
      },
    );
    const models = rubricModels(({ request }) =>
      request.system?.startsWith('You compare two') ? Promise.resolve('[[A]]') : undefined,
    );
    await runAsk(
      ask?.id ?? '',
      {
        ...{ database: fresh.database, queue, progress: () => {}, now, log, openModel: models.openModel },
        openJudge: (model, _, rubricModel, rules) =>
          openJudge({ model, rubricModel, rules, openModel: models.openModel }),
      },
      new AbortController().signal,
    );
    const judged = await comparisonsOf(db, ask?.id ?? '');
    expect(judged.length).toBeGreaterThan(0);
    for (const { model } of judged) expect(model).toBe(withRules(chat, version));
    const asked = models.sent.filter(({ request }) => request.system?.startsWith('You compare two'));
    for (const { request, model } of asked) {
      expect(model).toBe(chat);
      expect(request.system).toContain('1. Short answers win.');
    }
  });

  it('judges without them where its prompt may no longer be changed, and gives way where it is not offered', async () => {
    const { db } = fresh.database;
    const judgeFor = async (judge: string, config: Record<string, string>) => {
      await changeGuildSettings(db, GUILD, { judge });
      const { settings } = await defaultsFor({ database: fresh.database, config: configWith(config) }, asker);
      return settings.judgeModel;
    };
    expect(await judgeFor(withRules(chat, 1), { JUDGE_FORMAT: 'rrm' })).toBe(chat);
    expect(await judgeFor(withRules(chat, 1), { JUDGE_MODEL: rrm })).toBe(rrm);
    expect(await judgeFor(withRules(chat, 1), { JUDGE_MODEL: rrm, JUDGE_MODELS: chat })).toBe(withRules(chat, 1));
    expect(await judgeFor(withRules(rrm, 1), { JUDGE_MODELS: rrm })).toBe(rrm);
  });

  it('has lists that stay as they are, each under a version of its own', async () => {
    const { db } = fresh.database;
    const [one, two] = [await keep(['Short.', 'Nul \u0000 byte.']), await keep(['Long.'])];
    expect(two).toBeGreaterThan(one);
    expect((await judgeRulesOf(db, [one, two, 999])).get(two)).toEqual(['Long.']);
    expect((await judgeRulesOf(db, [])).size).toBe(0);
    expect((await judgeRulesOfGuild(db, GUILD, chat)).map(({ version }) => version)).toEqual([two, one]);
    expect(await judgeRulesOfGuild(db, '1')).toEqual([]);
  });
});
