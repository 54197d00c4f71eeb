import { afterEach, describe, expect, it } from 'vitest';
import type { ModelMessage } from '../../../src/models/model.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { startModelServer } from '../../support/model-server.ts';
import {
  noEmbedding,
  noSuchModel,
  noSuchPage,
  type PoolingServer,
  sglangScore,
  startAnswering,
  startSglangPooling,
  startVllmPooling,
  tooLong,
  vllmScore,
} from '../../support/pooling-server.ts';
import { failure } from './ask.ts';

const policy = { attempts: 2, backoffMs: 1, backoffCapMs: 1, connectMs: 500, firstTokenMs: 500 };
const messages: ModelMessage[] = [
  { role: 'user', content: 'What is 2 + 2?' },
  { role: 'assistant', content: '4' },
];
let server: PoolingServer | undefined;
afterEach(() => server?.close());

const scorer = (started: PoolingServer, model = 'Skywork-Reward-V2-Qwen3-0.6B', more = {}) => {
  server = started;
  return openModels({ policy, ...more })(`hf:${model}@${started.url}/v1`).score!;
};

describe('the score of a conversation', () => {
  it('is asked of vLLM as messages, and as it is: without the sigmoid that makes all good replies 1', async () => {
    const score = scorer(await startVllmPooling(() => -5.2626118659973145), 'm', { serverKey: 'k' });
    expect(await score(messages)).toMatchObject({
      score: -5.2626118659973145,
      promptCut: false,
      answeredBy: { model: 'm' },
      usage: { inputTokens: 14, outputTokens: 0, costUsd: null },
    });
    const [asked] = server!.asked();
    expect(asked).toMatchObject({ path: '/classify', body: { model: 'm', messages, use_activation: false } });
    expect(asked?.headers.authorization).toBe('Bearer k');
  });

  it('is asked of SGLang as a text with Qwen3’s template, where the last reply begins with an empty thought', async () => {
    const score = scorer(await startSglangPooling(() => 3.5));
    expect(await score(messages)).toMatchObject({ score: 3.5, usage: { inputTokens: 19, outputTokens: 0 } });
    expect(server!.asked()[0]?.body).toEqual({
      model: 'Skywork-Reward-V2-Qwen3-0.6B',
      text: ['<|im_start|>user\nWhat is 2 + 2?<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n4<|im_end|>\n'],
    });
  });

  it('asks a server once what it is', async () => {
    const score = scorer(await startVllmPooling(() => 1));
    for (let i = 0; i < 3; i++) await score(messages);
    expect(server!.received.map(({ path }) => path)).toEqual(['/v1/models', '/classify', '/classify', '/classify']);
  });

  it('is not asked of SGLang with a template that is not known', async () => {
    const score = scorer(await startSglangPooling(() => 3.5), 'Skywork-Reward-V2-Llama-3.1-8B');
    const error = await failure(score(messages));
    expect(error.code).toBe('bad-request');
    expect(error.message).toMatch(/that of this model is not known here\. Serve it with vLLM/);
    expect(server!.asked()).toEqual([]);
  });

  it.each([
    ['vLLM', startAnswering(noSuchPage, 404), /start it for a reward model \(vllm serve MODEL --runner pooling\)/],
    ['SGLang', startAnswering(noEmbedding, 400, 'sglang'), /--model-path MODEL --is-embedding/],
  ])('is not given by %s while it serves a model that writes, which is said', async (_, started, words) => {
    const error = await failure(scorer(await started)(messages));
    expect([error.code, error.message]).toEqual(['bad-request', expect.stringMatching(words)]);
    expect(error.message).toMatch(/^This server writes text/);
    expect(server!.asked()).toHaveLength(1);
  });

  it.each([
    ['not of a model that the server does not have', noSuchModel, 404, 'not-found', /does not know this model/],
    ['not of a prompt that is too long', tooLong, 400, 'bad-request', /its context is too short/],
    ['not with a wrong key', { error: { message: 'no' } }, 401, 'unauthorized', /does not accept the key/],
    ['null', vllmScore(null), 200, 'bad-response', /no number/],
    ['a word', vllmScore('high'), 200, 'bad-response', /no number/],
    ['missing', { ...vllmScore(1), data: [{ index: 0 }] }, 200, 'bad-response', /no number/],
    ['fewer than asked', { ...vllmScore(1), data: [] }, 200, 'bad-response', /asked for one score and sent 0/],
    [
      'more than asked',
      { ...vllmScore(1), data: [1, 2].flatMap((score) => vllmScore(score).data) },
      200,
      'bad-response',
      /sent 2 results/,
    ],
    [
      'several, of a classifier',
      { ...vllmScore(1), data: [{ index: 0, probs: [0.4, 0.6] }] },
      200,
      'bad-response',
      /2 numbers .* no reward model/,
    ],
    [
      'one for each token',
      { ...vllmScore(1), data: [{ index: 0, probs: [[0.4], [0.6]] }] },
      200,
      'bad-response',
      /2 numbers/,
    ],
    ['no JSON object', 'up', 200, 'bad-response', /sent 0 results/],
  ])('is an error in words: %s', async (_, body, status, code, words) => {
    const error = await failure(scorer(await startAnswering(body, status))(messages));
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(words)]);
  });

  it('is no number where a server writes NaN, which is no JSON', async () => {
    const started = await startModelServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[{"probs":[NaN]}]}');
    });
    const error = await failure(scorer({ ...started, asked: () => [] })(messages));
    expect(error.code).toBe('bad-response');
  });

  it('is null of SGLang for NaN, which is no score', async () => {
    const error = await failure(scorer(await startAnswering(sglangScore(null), 200, 'sglang'))(messages));
    expect(error.message).toMatch(/no number/);
  });

  it('is asked again where the server fails, and accounted for each time', async () => {
    const begun: string[] = [];
    const ended: unknown[] = [];
    const meter = {
      async begin(model: string, most: { inputTokens: number; outputTokens: number }) {
        begun.push(model);
        expect(most.inputTokens).toBeGreaterThan(19);
        expect(most.outputTokens).toBe(0);
        return { end: async (spent: object, how: object) => void ended.push({ ...spent, ...how }) };
      },
    };
    const error = await failure(scorer(await startAnswering({}, 500))(messages, { meter }));
    expect(error.code).toBe('unavailable');
    expect(begun).toHaveLength(2);
    await server!.close();
    await scorer(await startVllmPooling(() => 1))(messages, { meter });
    expect(ended.at(-1)).toMatchObject({ inputTokens: 14, outputTokens: 0, estimated: false, outcome: 'done' });
  });

  it('ends with the signal, and within the time-out', async () => {
    const silent = await startModelServer(() => {});
    const started = { ...silent, asked: () => [] };
    const work = scorer(started)(messages, { signal: AbortSignal.timeout(20) });
    expect((await failure(work)).code).toBe('aborted');
    const impatient = openModels({ policy: { ...policy, connectMs: 20, attempts: 1 } })(`hf:m@${silent.url}/v1`);
    expect((await failure(impatient.score!(messages))).code).toBe('timeout');
  });

  it('notices that the server read a part of the prompt', async () => {
    const score = scorer(await startAnswering(vllmScore(1, 300)));
    const long = Array.from({ length: 2000 }, (_, i) => `word${i}`).join(' ');
    expect((await score([{ role: 'user', content: long }, messages[1]!])).promptCut).toBe(true);
  });

  it('needs a server of one’s own, and no other vendor has any', async () => {
    const open = openModels({ hfToken: 'hf_x', policy });
    expect((await failure(open('hf:Skywork/Skywork-Reward-V2-Qwen3-8B').score!(messages))).message).toMatch(
      /on a server of your own/,
    );
    expect(open('anthropic:claude').score).toBeUndefined();
  });
});
