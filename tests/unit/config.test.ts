import { describe, expect, it } from 'vitest';
import { ConfigError, limitNames, readConfig } from '../../src/config.ts';

const good = {
  DISCORD_TOKEN: 'token',
  CANDIDATE_MODELS: 'anthropic:claude-sonnet-5-5, hf:otter@http://127.0.0.1:8000/v1',
  JUDGE_MODEL: 'hf:RRM-7B@http://127.0.0.1:8000/v1',
  ANTHROPIC_API_KEY: 'key',
  PSEUDONYM_KEY: 'k'.repeat(32),
};

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('the configuration', () => {
  it('is frozen, with defaults for what is not set', () => {
    const config = readConfig(good);
    expect(config).toMatchObject({ CANDIDATES: 4, ASK_DEADLINE_SECONDS: 180, BALLOT_MINUTES: 60 });
    expect(config.CANDIDATE_MODELS).toEqual(['anthropic:claude-sonnet-5-5', 'hf:otter@http://127.0.0.1:8000/v1']);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('names everything that is missing, all at once', () => {
    const problems = problemsOf({});
    for (const name of ['DISCORD_TOKEN', 'CANDIDATE_MODELS', 'JUDGE_MODEL', 'PSEUDONYM_KEY']) {
      expect(problems.filter((problem) => problem.startsWith(name))).toHaveLength(1);
    }
  });

  it('takes an empty line of .env for "not set"', () => {
    expect(problemsOf({ ...good, DISCORD_TOKEN: ' ' })).toEqual([expect.stringMatching(/^DISCORD_TOKEN is missing/)]);
  });

  it.each([
    ['CANDIDATES', '17', /whole number from 2 to 16/],
    ['CANDIDATES', '1', /whole number from 2 to 16/],
    ['CANDIDATES', 'four', /not "four"/],
    ['DATABASE_URL', 'mysql://x', /postgres:/],
    ['JUDGE_MODEL', 'gpt', /vendor:model/],
    ['JUDGE_MODEL', 'hf:a@http://h/v1,hf:a@http://h/v1', /twice/],
    ['JUDGE_MODEL', 'round-robin:hf:a@http://h/v1', /2 or 3 judges/],
    ['CANDIDATE_MODELS', 'openai:gpt', /vendor:model/],
    ['CANDIDATE_MODELS', ' , ', /names no model/],
    ['PSEUDONYM_KEY', 'short', /at least 32/],
    ['TOURNAMENT', 'lottery', /no tournament "lottery"/],
    ['DISCORD_GUILD_ID', 'my server', /server id/],
  ])('refuses %s=%s in plain words', (name, value, words) => {
    expect(problemsOf({ ...good, [name]: value })).toEqual([expect.stringMatching(words)]);
  });

  it.each([
    ['ANTHROPIC_BASE_URL', 'https://me:hunter2@host'],
    ['ANTHROPIC_BASE_URL', 'https://host/?key=hunter2'],
    ['DISCORD_API_URL', 'https://host/api#hunter2'],
    ['CONTENT_CHECK', 'endpoint:https://host/v1/moderations?key=hunter2'],
    ['CONTENT_CHECK', 'endpoint:https://hunter2@host/'],
    ['CONTENT_CHECK', 'endpoint:ftp://me:hunter2@host/'],
    ['CONTENT_CHECK', 'hunter2'],
    ['CONTENT_CHECK', 'model:hf:m@http://host?key=hunter2'],
    ['JUDGE_MODEL', 'hf:m@http://host/v1?api_key=hunter2'],
    ['CANDIDATE_MODELS', 'hf:a@http://host/v1, hf:b@http://host/v1?api_key=hunter2'],
  ])('refuses what could be a key in %s=%s, and does not repeat it', (name, value) => {
    const problems = problemsOf({ ...good, [name]: value });
    expect(problems).toEqual([expect.stringMatching(name)]);
    expect(problems.join()).not.toMatch(/hunter2/);
  });

  it('takes a jury, needs the keys of all of its judges, and no format for them all', () => {
    const jury = 'hf:a@http://h/v1, anthropic:b';
    expect(readConfig({ ...good, JUDGE_MODEL: jury }).JUDGE_MODEL).toBe('round-robin:hf:a@http://h/v1,anthropic:b');
    expect(problemsOf({ ...good, JUDGE_MODEL: `escalate:${jury},hf:c` })).toEqual([
      expect.stringMatching(/^HF_TOKEN is missing/),
    ]);
    expect(problemsOf({ ...good, JUDGE_MODEL: jury, JUDGE_FORMAT: 'rrm' })).toEqual([
      expect.stringMatching(/^JUDGE_FORMAT is set, and JUDGE_MODEL names a jury/),
    ]);
  });

  it('takes a reward model by name or by JUDGE_FORMAT, and refuses it where only a judge that writes makes sense', () => {
    const reward = 'hf:Skywork/Skywork-Reward-V2-Qwen3-8B@http://h/v1';
    expect(readConfig({ ...good, JUDGE_MODEL: reward }).JUDGE_MODEL).toBe(reward);
    expect(readConfig({ ...good, JUDGE_FORMAT: 'reward' }).JUDGE_FORMAT).toBe('reward');
    const refused = (more: object) => problemsOf({ ...good, ...more });
    expect(refused({ JUDGE_MODEL: `${reward},hf:b@http://h/v1` })).toEqual([
      expect.stringMatching(/^JUDGE_MODEL names a jury with a reward model/),
    ]);
    expect(refused({ JUDGE_MODEL: reward, JUDGE_MODEL_STRONG: 'hf:b@http://h/v1' })).toEqual([
      expect.stringMatching(/^JUDGE_MODEL_STRONG is set, and JUDGE_MODEL is a reward model/),
    ]);
    expect(refused({ JUDGE_MODEL: 'hf:b@http://h/v1', JUDGE_MODEL_STRONG: reward })).toEqual([
      expect.stringMatching(/^JUDGE_MODEL_STRONG is a reward model/),
    ]);
  });

  it('refuses questions outside of servers where the commands are those of one server', () => {
    expect(readConfig(good)).toMatchObject({ DIRECT_MESSAGES: false, USER_INSTALL: false, DM_ASKS_A_DAY: 100 });
    for (const name of ['DIRECT_MESSAGES', 'USER_INSTALL'] as const) {
      const { DISCORD_GUILD_ID: _, ...everywhere } = { DISCORD_GUILD_ID: '', ...good };
      expect(readConfig({ ...everywhere, [name]: 'on' })[name]).toBe(true);
      expect(() => readConfig({ ...good, [name]: 'on', DISCORD_GUILD_ID: '123456789012345678' })).toThrow(
        new RegExp(`${name} is on, and DISCORD_GUILD_ID is set`),
      );
    }
  });

  it('has limits by default, takes other figures, and lifts a limit at the word none', () => {
    expect(readConfig(good)).toMatchObject({
      ...{ USER_ASKS_A_DAY: 30, SERVER_ASKS_A_DAY: 300, BOT_ASKS_A_DAY: 1000, BOT_USD_A_DAY: 50 },
      ...{ USER_ASKS_AT_ONCE: 3, SERVER_ASKS_AT_ONCE: 30, USER_TOKENS_A_DAY: null, SERVER_USD_A_DAY: null },
    });
    // An empty value means that the variable is not set, as everywhere in .env.
    expect(readConfig({ ...good, BOT_USD_A_DAY: '' }).BOT_USD_A_DAY).toBe(50);
    for (const word of ['none', 'None', ' none ', '0'])
      for (const name of limitNames) expect(readConfig({ ...good, [name]: word })[name]).toBeNull();
    expect(readConfig({ ...good, BOT_USD_A_DAY: '2.5', USER_ASKS_AT_ONCE: '7' })).toMatchObject({
      ...{ BOT_USD_A_DAY: 2.5, USER_ASKS_AT_ONCE: 7 },
    });
    for (const [name, value] of [
      ['USER_ASKS_A_DAY', '2.5'],
      ['USER_ASKS_A_DAY', '-1'],
      ['BOT_USD_A_DAY', 'unlimited'],
      ['BOT_USD_A_DAY', 'Infinity'],
      ['SERVER_ASKS_AT_ONCE', 'many'],
    ] as const)
      expect(problemsOf({ ...good, [name]: value })).toEqual([expect.stringMatching(/a number, or none \(no limit\)/)]);
  });

  it('asks for the keys that the named models need, and for no others', () => {
    const { ANTHROPIC_API_KEY: _, ...keyless } = good;
    expect(problemsOf(keyless)).toEqual([expect.stringMatching(/^ANTHROPIC_API_KEY/)]);
    expect(problemsOf({ ...good, JUDGE_MODEL: 'hf:Reward-Reasoning/RRM-7B' })).toEqual([
      expect.stringMatching(/^HF_TOKEN/),
    ]);
    expect(problemsOf({ ...keyless, CANDIDATE_MODELS: 'hf:otter@http://127.0.0.1:8000/v1' })).toEqual([]);
  });

  it('never repeats a secret in its message', () => {
    const message = problemsOf({ ...good, PSEUDONYM_KEY: 'hush-hush', ANTHROPIC_BASE_URL: 'ftp://secret' }).join('\n');
    expect(message).not.toMatch(/hush-hush|secret/);
  });
});
