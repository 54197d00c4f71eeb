import { describe, expect, it } from 'vitest';
import { abilitiesOf } from '../../../src/models/abilities.ts';
import { keyNeededFor, parseModelName } from '../../../src/models/names.ts';
import { openModels } from '../../../src/models/open-models.ts';

describe('a model’s name', () => {
  it.each([
    ['anthropic:claude-sonnet-5-5', { vendor: 'anthropic', model: 'claude-sonnet-5-5', where: null }],
    ['hf:Reward-Reasoning/RRM-32B', { vendor: 'hf', model: 'Reward-Reasoning/RRM-32B', where: null }],
    ['hf:org/m:cheapest', { vendor: 'hf', model: 'org/m:cheapest', where: null }],
    [
      'hf:Reward-Reasoning/RRM-32B@featherless-ai',
      { vendor: 'hf', model: 'Reward-Reasoning/RRM-32B', where: 'featherless-ai' },
    ],
    ['hf:RRM-7B@http://127.0.0.1:8000/v1', { vendor: 'hf', model: 'RRM-7B', where: 'http://127.0.0.1:8000/v1' }],
  ])('%s is taken apart', (name, parts) => {
    expect(parseModelName(name)).toEqual(parts);
  });

  it.each(['', 'claude', 'openai:gpt', 'hf:', 'hf:@x', 'hf:a b', 'hf:m@', 'anthropic: claude'])(
    '%j is refused, and the error says what a name looks like',
    (name) => {
      expect(() => parseModelName(name)).toThrow(/vendor:model/);
    },
  );

  it.each(['hf:m@ftp://host', 'hf:m@Some Provider', 'hf:m@http://', 'hf:m@127.0.0.1:8000', 'hf:m@a@b'])(
    '%j names no place',
    (name) => {
      expect(() => parseModelName(name)).toThrow(/provider|vendor:model/);
    },
  );

  it.each(['models/judge.gguf', '/srv/judge.GGUF', 'C:\\models\\judge.gguf', 'hf:Qwen/Qwen3-4B-GGUF:Q4_K_M'])(
    'local:%s names a model of this machine, and needs no key',
    (model) => {
      expect(parseModelName(`local:${model}`)).toEqual({ vendor: 'local', model, where: null });
      expect(keyNeededFor(`local:${model}`)).toBeNull();
    },
  );

  it.each([
    'judge',
    'https://host/judge.gguf',
    'hf:Qwen',
    'hf:Qwen/Qwen3-4B-GGUF',
    'judge.gguf@novita',
    'hf:Qwen/Qwen3/../../../judge.gguf',
    'hf:../..:Q4',
    'hf:Qwen/..:Q4',
    'hf:Qwen/Qwen3:..',
  ])('local:%s names no file, and the error says what does', (model) => {
    expect(() => parseModelName(`local:${model}`)).toThrow(/a local model is a GGUF file/);
  });

  it('of Anthropic has no place', () => {
    expect(() => parseModelName('anthropic:claude@http://x')).toThrow(/ANTHROPIC_BASE_URL/);
  });

  it('holds no password, and the error does not repeat it', () => {
    const open = () => parseModelName('hf:m@https://me:hunter2@host/v1');
    expect(open).toThrow(/password/);
    expect(open).not.toThrow(/hunter2/);
  });

  it.each([
    'hf:m@http://host/v1?api_key=hunter2',
    'hf:m@http://host/v1#hunter2',
    'hf:m@http://host/v1?',
    'hf:m@http://hunter2@host/v1',
    'hf:m@http://:hunter2@host/v1',
    'hf:m@http:\\\\me:hunter2@host',
    'hf:m?key=hunter2@featherless-ai',
    'hf:m#hunter2',
    'anthropic:claude?key=hunter2',
    'anthropic:claude@https://me:hunter2@host',
    'anthropic:claude@http://host?key=hunter2',
    'hf:m@http://host/v1?api_key=hunter2 and more',
    'hf:m@ftp://me:hunter2@host',
    'openai:m?key=hunter2',
    'sk-ant-hunter2hunter2',
    'hf_hunter2hunter2',
    'hf: hf_hunter2hunter2',
  ])('%j may hold a key or is malformed: the error does not repeat it', (name) => {
    let message = '';
    try {
      parseModelName(name);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(/MODEL_SERVER_KEY|vendor:model|ANTHROPIC_BASE_URL|provider/);
    expect(message).not.toMatch(/hunter2/);
  });

  it.each([
    ['anthropic:claude-sonnet-5-5', 'ANTHROPIC_API_KEY', { sendsSampling: false, continuesLast: false }],
    ['hf:Reward-Reasoning/RRM-32B', 'HF_TOKEN', { sendsSampling: true, continuesLast: true }],
    ['hf:RRM-7B@featherless-ai', 'HF_TOKEN', { sendsSampling: true, continuesLast: true }],
    ['hf:RRM-7B@http://127.0.0.1:8000/v1', null, { sendsSampling: true, continuesLast: true }],
    ['', null, { sendsSampling: true, continuesLast: false }],
  ] as const)('%j tells which key it needs, and what its model can do', (name, key, abilities) => {
    expect(keyNeededFor(name)).toBe(key);
    expect(abilitiesOf(name)).toEqual(abilities);
    if (name !== '') expect(openModels({})(name).abilities).toEqual(abilities);
  });
});
