import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { chooseFormat } from '../../../src/judge/choose-format.ts';
import { playgroundEnvironment } from '../src/environment.ts';
import type { Choice } from '../src/page/protocol.ts';

const own = 'hf:gemma@http://127.0.0.1:11434/v1';
const none: Choice = { writes: null, judges: null };
const practice = {
  anthropicBaseUrl: 'http://127.0.0.1:9',
  candidateModels: ['anthropic:practice-heron'],
  judgeModel: 'hf:practice-judge@http://127.0.0.1:9/v1',
  chatJudgeModel: 'hf:practice-chat-judge@http://127.0.0.1:9/v1',
};
const discord = { apiUrl: 'http://127.0.0.1:9', botToken: 'token', guildId: '1234567890123456789' };

describe('the playground’s settings', () => {
  let dataDir: string;
  const settings = async (given: Record<string, string>, choice: Choice, judgeHolds: number | null = null) => {
    const parts = { practice, discord, dataDir, choice, judgeHolds };
    const { env, usesPractice } = await playgroundEnvironment(given, parts);
    return { ...readConfig(env), usesPractice };
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tribunal-settings-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('are those of the practice models where nothing is configured or chosen', async () => {
    const config = await settings({}, none);
    expect(config).toMatchObject({ usesPractice: true, CANDIDATES: 4, JUDGE_MODEL: expect.stringMatching(/practice/) });
  });

  it('have a judge that can be given rules where the community shall have a taste', async () => {
    const parts = { practice, discord, dataDir, choice: none, judgeHolds: null, takesRules: true };
    const { env } = await playgroundEnvironment({}, parts);
    const { JUDGE_MODEL, JUDGE_FORMAT } = readConfig(env);
    expect(chooseFormat(JUDGE_MODEL, JUDGE_FORMAT)).toMatchObject({ name: 'chat', takesRules: true });
  });

  it('are patient with a model of this machine, and limit nothing', async () => {
    const config = await settings({}, { writes: own, judges: own }, 8192);
    expect(config).toMatchObject({ usesPractice: false, CANDIDATE_MODELS: [own], JUDGE_MODEL: own, CANDIDATES: 2 });
    expect(config).toMatchObject({ ASK_DEADLINE_SECONDS: 600, JUDGE_CONTEXT_TOKENS: 8192, BOT_USD_A_DAY: null });
  });

  it('keep what .env sets, and the limits where one model costs money', async () => {
    const given = { ANTHROPIC_API_KEY: 'key', CANDIDATES: '5' };
    const config = await settings(given, { writes: null, judges: own }, 512);
    expect(config).toMatchObject({ CANDIDATES: 5, JUDGE_MODEL: own, JUDGE_CONTEXT_TOKENS: 2048, BOT_USD_A_DAY: 50 });
    expect(config.CANDIDATE_MODELS).toEqual(['anthropic:claude-sonnet-5-5']);
  });
});
