import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJudge } from '../../../src/judge/open-judge.ts';
import { modelName, publicModel, shortModelName } from '../../../src/model-name.ts';
import { isAnother } from '../../../src/models/answerer.ts';
import type { ModelRequest } from '../../../src/models/model.ts';
import { importNodeLlama, type NodeLlama } from '../../../src/models/node-llama.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { codeOf, failure, request } from './ask.ts';
import { fakeNodeLlama } from './fake-node-llama.ts';

/** A file of its own for every test: a model is loaded once for the whole process. */
async function nameOfFile(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'tribunal-gguf-')), 'model.gguf');
  await writeFile(file, 'GGUF');
  return `local:${file}`;
}

async function open(fake: { api: NodeLlama }) {
  const name = await nameOfFile();
  return openModels({ nodeLlama: async () => fake.api, policy: { random: () => 0.5, attempts: 1 } })(name);
}

const thinking = [{ text: 'Grey is smoke.', thought: true }, { text: 'Call it ' }, { text: 'Smoke.' }];

describe('a local model', () => {
  it('says in words how its package is installed, where it is not', async () => {
    const missing = () => importNodeLlama('node-llama-cpp-that-is-not-there');
    const error = await failure(openModels({ nodeLlama: missing })(await nameOfFile()).reply(request));
    expect(error.code).toBe('not-found');
    expect(error.message).toContain('npm install --no-save node-llama-cpp@3.21.1');
  });

  it('says that its file is not there, or could not be fetched', async () => {
    const { api } = fakeNodeLlama([]);
    const ask = (name: string) => failure(openModels({ nodeLlama: async () => api })(name).reply(request));
    expect((await ask('local:/nowhere/model.gguf')).message).toContain('There is no file /nowhere/model.gguf');
    expect((await ask('local:hf:Qwen/Qwen3-4B-GGUF:Q4_K_M')).message).toContain('could not be fetched');
  });

  it('is loaded once, keeps a core free, and tells thought from answer as they come', async () => {
    const fake = fakeNodeLlama(thinking);
    const model = await open(fake);
    const heard: unknown[] = [];
    const [reply] = await Promise.all([
      model.reply(request, { onDelta: (delta) => heard.push(delta) }),
      model.reply(request),
    ]);
    expect(fake.loads()).toBe(1);
    expect(fake.llama.maxThreads).toBe(3);
    expect(heard).toEqual([{ reasoning: 'Grey is smoke.' }, { text: 'Call it ' }, { text: 'Smoke.' }]);
    expect(reply).toMatchObject({ text: 'Call it Smoke.', reasoning: 'Grey is smoke.', stopReason: 'end' });
    expect(reply.answeredBy.model).toBe('model.gguf');
    expect(reply.usage).toMatchObject({ outputTokens: 6, reasoningTokens: 3 });
    expect(reply.usage.inputTokens).toBeGreaterThan(0);
  });

  it('is asked with the sampling of the request, a budget for its thought, and a seed of its own', async () => {
    const fake = fakeNodeLlama(thinking);
    const model = await open(fake);
    await model.reply({ ...request, thinkingTokens: 70 });
    await model.reply({ messages: request.messages, maxTokens: 100 });
    const [first, second] = fake.calls.map(({ options }) => options);
    expect(first).toMatchObject({ maxTokens: 100, temperature: 0.6, topP: 1, topK: 40, repeatPenalty: false });
    expect(first?.budgets).toEqual({ thoughtTokens: 70 });
    expect(first?.seed).toBe(2 ** 30);
    // Half of the tokens are left for the answer.
    expect(second).toMatchObject({ temperature: 0.8, topP: 0.95, minP: 0.05, budgets: { thoughtTokens: 50 } });
  });

  it('goes on behind a thought that is sent back', async () => {
    const fake = fakeNodeLlama(thinking);
    const messages: ModelRequest['messages'] = [
      ...request.messages,
      { role: 'assistant', content: '<think>\nHm.\n</think>\n\n' },
    ];
    await (await open(fake)).reply({ ...request, messages, continueLast: true });
    expect(fake.calls[0]?.history).toEqual([
      { type: 'system', text: 'Be kind.' },
      { type: 'user', text: 'Hello?' },
      { type: 'model', response: [{ type: 'segment', segmentType: 'thought', text: 'Hm.', ended: true }, ''] },
    ]);
  });

  it('never answers a prompt that does not fit, and shortens the reply to what is left', async () => {
    const cut = fakeNodeLlama(thinking, { contextSize: 40, stopReason: 'maxTokens' });
    const model = await open(cut);
    const reply = await model.reply(request);
    expect(reply.stopReason).toBe('length');
    expect(cut.calls[0]?.options.maxTokens).toBeLessThan(40);
    expect(reply.usage.outputTokens).toBe(cut.calls[0]?.options.maxTokens);
    const long: ModelRequest = { ...request, messages: [{ role: 'user', content: 'cat '.repeat(60) }] };
    const error = await failure(model.reply(long));
    expect(error).toMatchObject({ code: 'bad-request', message: expect.stringMatching(/has 6\d tokens.*holds 40/) });
    expect(cut.calls).toHaveLength(1);
  });

  it('does not keep a caller who has gone waiting while it is loaded', async () => {
    const controller = new AbortController();
    const model = openModels({ nodeLlama: () => new Promise<never>(() => {}) })(await nameOfFile());
    const asked = codeOf(model.reply(request, { signal: controller.signal }));
    controller.abort();
    expect(await asked).toBe('aborted');
  });

  it('is called by its file in front of others, never by its folder', () => {
    const name = 'local:/home/ada/models/Judge-Q4.gguf';
    expect([publicModel(name), modelName(name), shortModelName(name)]).toEqual([
      'local:Judge-Q4.gguf',
      'Judge-Q4.gguf',
      'Judge-Q4.gguf',
    ]);
    expect(publicModel(`escalate:${name},local:hf:Qwen/Qwen3-4B-GGUF:Q4_K_M`)).toBe(
      'escalate:local:Judge-Q4.gguf,local:hf:Qwen/Qwen3-4B-GGUF:Q4_K_M',
    );
    expect(isAnother(name, 'Judge-Q4.gguf')).toBe(false);
  });
});

const [path = '', gguf = ''] = [process.env.NODE_LLAMA_CPP, process.env.NODE_LLAMA_MODEL];
const isThere = existsSync(path) && existsSync(gguf);

describe.skipIf(!isThere)('node-llama-cpp (NODE_LLAMA_CPP: its index.js; NODE_LLAMA_MODEL: a GGUF file)', () => {
  const openModel = openModels({ nodeLlama: () => importNodeLlama(path) });
  const name = `local:${gguf}`;

  it('answers, in pieces, and counts', { timeout: 300_000 }, async () => {
    let pieces = 0;
    const messages: ModelRequest['messages'] = [{ role: 'user', content: 'What is a good name for a grey cat?' }];
    const reply = await openModel(name).reply({ messages, maxTokens: 24 }, { onDelta: () => pieces++ });
    expect(reply.text.trim()).not.toBe('');
    expect(pieces).toBeGreaterThan(1);
    expect(reply.usage.inputTokens).toBeGreaterThan(8);
    expect(reply.usage.outputTokens).toBeGreaterThan(1);
  });

  it('goes on with what is sent back, and refuses what does not fit', { timeout: 300_000 }, async () => {
    const messages: ModelRequest['messages'] = [
      { role: 'user', content: 'Count to six.' },
      { role: 'assistant', content: 'One, two, three, four,' },
    ];
    const model = openModel(name);
    const reply = await model.reply({ messages, maxTokens: 6, temperature: 0, continueLast: true });
    expect(reply.text).toMatch(/five/i);
    const long = 'cat dog '.repeat(40_000);
    expect(await codeOf(model.reply({ messages: [{ role: 'user', content: long }], maxTokens: 6 }))).toBe(
      'bad-request',
    );
  });

  it('judges a pair', { timeout: 600_000 }, async () => {
    const judge = openJudge({ model: name, format: 'chat', openModel, contextTokens: 4096 });
    const judged = await judge.compare({
      prompt: 'What is 2 + 2?',
      first: '4',
      second: 'I do not know.',
      effort: 'quick',
      tier: 0,
      sample: 0,
    });
    expect(['first', 'second', 'invalid']).toContain(judged.verdict);
    expect(judged.usage.outputTokens).toBeGreaterThan(0);
  });
});
