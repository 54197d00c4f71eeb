import { afterEach, describe, expect, it } from 'vitest';
import { parseModelName } from '../../../src/models/names.ts';
import { judgeHint, suggestedCandidates, suggestedFor, suggestedJudges } from '../../../src/models/suggested.ts';
import { coldAmong } from '../../../src/models/warmth.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';

let hub: ModelServer | undefined;
afterEach(() => hub?.close());

describe('the models to begin with', () => {
  it('are names of models', () => {
    for (const name of [suggestedCandidates, suggestedJudges].flatMap((of) => Object.values(of).flat()))
      expect(() => parseModelName(name)).not.toThrow();
  });

  it('judge with Claude where there is its key, and else with a model that answers at once', () => {
    expect(suggestedFor(suggestedJudges, { HF_TOKEN: 'h', ANTHROPIC_API_KEY: 'a' })).toMatch(/^anthropic:/);
    expect(suggestedFor(suggestedJudges, { HF_TOKEN: 'h', ANTHROPIC_API_KEY: ' ' })).toBe('hf:Qwen/Qwen3-32B');
    expect(suggestedFor(suggestedJudges, {})).toBeUndefined();
  });

  it('are called cold where no provider has them loaded, and nothing where the hub does not answer', async () => {
    hub = await startModelServer((response, _body, _count, { path }) => {
      const [, model = ''] = /^\/api\/models\/(.+)\?expand\[\]=inference$/.exec(path) ?? [];
      if (model.startsWith('gone/')) return void response.writeHead(404).end('{"error":"Repository not found"}');
      response.end(JSON.stringify({ id: model, ...(model === 'Qwen/Qwen3-32B' ? { inference: 'warm' } : {}) }));
    });
    const cold = 'hf:Reward-Reasoning/RRM-7B@featherless-ai';
    const near = 'hf:RRM-7B@http://127.0.0.1:8000/v1';
    const names = ['anthropic:claude-x', 'hf:Qwen/Qwen3-32B', cold, near, 'hf:gone/model'];
    expect(await coldAmong(names, hub.url)).toEqual(new Set([cold]));
    expect(hub.received.length).toBe(3);
    for (const { headers } of hub.received) expect(headers).not.toHaveProperty('authorization');
    expect(await coldAmong([cold], 'http://127.0.0.1:9')).toEqual(new Set());
    expect(judgeHint(cold, true)).toMatch(/cold.*minutes.*weak/);
    expect(judgeHint(near, false)).toBe('weak at instructions');
    expect(judgeHint('hf:Qwen/Qwen3-32B', false)).toBeUndefined();
  });
});
