import { afterEach, describe, expect, it, vi } from 'vitest';
import { judgeFrom, oneJudgeFrom } from '../../../src/cli/judge-from.ts';

const jury = 'escalate:hf:a@http://127.0.0.1:9/v1,hf:RRM-7B@http://127.0.0.1:9/v1';

describe('the judge of a command', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('may be a jury, also by JUDGE_MODEL', () => {
    const { rule, models } = judgeFrom({ model: jury }).jury ?? {};
    expect([rule, models?.length]).toEqual(['escalate', 2]);
    vi.stubEnv('JUDGE_MODEL', 'hf:a@http://127.0.0.1:9/v1,hf:b@http://127.0.0.1:9/v1');
    expect(judgeFrom({}).jury?.rule).toBe('round-robin');
  });

  it('is one judge where one is measured', () => {
    expect(() => oneJudgeFrom({ model: jury })).toThrow(/run this for each of its judges/);
    expect(oneJudgeFrom({ model: 'hf:a@http://127.0.0.1:9/v1' }).model).toBe('hf:a@http://127.0.0.1:9/v1');
  });
});
