import { afterEach, describe, expect, it } from 'vitest';
import type { ModelRequest } from '../../../src/models/model.ts';
import { ModelError } from '../../../src/models/model-error.ts';
import { openModels } from '../../../src/models/open-models.ts';
import {
  anthropicReply,
  chunk,
  event,
  type ModelServer,
  sse,
  startModelServer,
  usageChunk,
} from '../../support/model-server.ts';

let server: ModelServer;
afterEach(() => server.close());

const request: ModelRequest = {
  system: 'Be kind.',
  messages: [{ role: 'user', content: 'Hello?' }],
  maxTokens: 100,
  temperature: 0.6,
  topP: 1,
};
const quick = { attempts: 1, connectMs: 2000, firstTokenMs: 2000, idleMs: 2000 };
const claude = (policy = {}) =>
  openModels({ anthropicApiKey: 'key', anthropicBaseUrl: server.url, policy: { ...quick, ...policy } })(
    'anthropic:claude',
  );
const local = (policy = {}) => openModels({ policy: { ...quick, ...policy } })(`hf:model@${server.url}/v1`);
const failure = async (work: Promise<unknown>): Promise<ModelError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ModelError)) throw new Error(`expected a ModelError, got ${error}`);
  return error;
};

describe('Anthropic', () => {
  it('streams text and thinking, and counts tokens', async () => {
    server = await startModelServer((response) => void sse(response).end(anthropicReply('Hi there', 'Let me see')));
    const deltas: object[] = [];
    const reply = await claude().reply(
      { ...request, thinkingTokens: 4096 },
      { onDelta: (delta) => deltas.push(delta) },
    );
    expect(reply).toMatchObject({
      text: 'Hi there',
      reasoning: 'Let me see',
      stopReason: 'end',
      usage: { inputTokens: 12, outputTokens: 34, reasoningTokens: 20, costUsd: null },
    });
    expect(reply.firstTokenMs).toBeLessThanOrEqual(reply.latencyMs);
    expect(deltas).toEqual([{ reasoning: 'Let me see' }, { text: 'Hi there' }]);
    expect(server.requests[0]).toMatchObject({
      system: 'Be kind.',
      stream: true,
      max_tokens: 100,
      thinking: { type: 'adaptive' },
      output_config: { effort: 'medium' },
    });
    expect(server.requests[0]).not.toHaveProperty('temperature');
  });

  it.each([
    ['max_tokens', 'length'],
    ['refusal', 'refused'],
    ['end_turn', 'end'],
  ])('takes the stop reason %s for %s', async (stop, expected) => {
    server = await startModelServer((response) => void sse(response).end(anthropicReply('x', '', stop)));
    expect((await claude().reply(request)).stopReason).toBe(expected);
    expect(server.requests[0]).toMatchObject({ temperature: 0.6 });
  });

  it('takes a stream that ends before its end for cut', async () => {
    const whole = anthropicReply('half');
    server = await startModelServer(
      (response) => void sse(response).end(whole.slice(0, whole.indexOf('event: message_stop'))),
    );
    expect((await failure(claude().reply(request))).code).toBe('cut');
  });

  it('takes nonsense for a bad response', async () => {
    server = await startModelServer((response) => void sse(response).end('event: message_start\ndata: {nonsense\n\n'));
    expect((await failure(claude().reply(request))).code).toBe('bad-response');
  });

  it('tries an overloaded server again, also where it says so inside the stream', async () => {
    server = await startModelServer((response, _body, count) => {
      if (count === 0)
        sse(response).end(event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }));
      else sse(response).end(anthropicReply('fine'));
    });
    expect((await claude({ attempts: 2, backoffMs: 1 }).reply(request)).text).toBe('fine');
  });

  it('says which key is missing', async () => {
    server = await startModelServer(() => {});
    const error = await failure(openModels({})('anthropic:claude').reply(request));
    expect(error).toMatchObject({ code: 'unauthorized', message: expect.stringMatching(/ANTHROPIC_API_KEY/) });
    expect(server.requests).toEqual([]);
  });
});

describe('Hugging Face and OpenAI-compatible servers', () => {
  it.each(['reasoning', 'reasoning_content'])('reads a thought in the field %s', async (field) => {
    server = await startModelServer((response) => {
      sse(response);
      response.write(chunk({ role: 'assistant', [field]: 'Hm. ' }));
      response.write(chunk({ [field]: 'Yes.', content: null }));
      response.write(chunk({ content: 'Hello' }));
      response.write(chunk({}, 'stop'));
      response.end(`${usageChunk(7, 9)}data: [DONE]\n\n`);
    });
    const reply = await local().reply(request);
    expect(reply).toMatchObject({
      text: 'Hello',
      reasoning: 'Hm. Yes.',
      stopReason: 'end',
      usage: { inputTokens: 7, outputTokens: 9 },
    });
    expect(server.requests[0]).toMatchObject({
      model: 'model',
      temperature: 0.6,
      top_p: 1,
      max_tokens: 100,
      stream: true,
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hello?' },
      ],
    });
  });

  it('leaves an inline thought in the text, for its reader to judge', async () => {
    server = await startModelServer(
      (response) =>
        void sse(response).end(`${chunk({ content: '<think>a</think>b' })}${chunk({}, 'length')}data: [DONE]\n\n`),
    );
    expect(await local().reply(request)).toMatchObject({ text: '<think>a</think>b', stopReason: 'length' });
  });

  it('asks a server to continue a message where that is wanted', async () => {
    server = await startModelServer(
      (response) => void sse(response).end(`${chunk({ content: 'x' }, 'stop')}data: [DONE]\n\n`),
    );
    await local().reply({
      ...request,
      messages: [...request.messages, { role: 'assistant', content: '<think>' }],
      continueLast: true,
    });
    expect(server.requests[0]).toMatchObject({ continue_final_message: true, add_generation_prompt: false });
  });

  it('takes a stream that ends early but cleanly for cut', async () => {
    server = await startModelServer(
      (response) => void sse(response).end(`${chunk({ content: 'half' })}data: [DONE]\n\n`),
    );
    expect((await failure(local().reply(request))).code).toBe('cut');
  });

  it('takes a connection that breaks in the middle for cut', async () => {
    server = await startModelServer((response) => {
      sse(response).write(chunk({ content: 'half' }));
      setTimeout(() => response.destroy(), 20);
    });
    expect((await failure(local().reply(request))).code).toBe('cut');
  });

  it('takes nonsense for a bad response', async () => {
    server = await startModelServer((response) => void sse(response).end('data: {nonsense\n\n'));
    expect((await failure(local().reply(request))).code).toBe('bad-response');
  });

  it.each([
    [401, 'unauthorized'],
    [404, 'not-found'],
    [422, 'bad-request'],
    [429, 'rate-limited'],
    [503, 'unavailable'],
  ])('knows what HTTP %i means', async (status, code) => {
    server = await startModelServer(
      (response) =>
        void response
          .writeHead(status, { 'content-type': 'application/json', 'retry-after': '3' })
          .end('{"error":{"message":"secret prompt"}}'),
    );
    const error = await failure(local().reply(request));
    expect(error).toMatchObject({ code, status, retryAfterMs: 3000 });
    expect(error.message).not.toMatch(/secret/);
  });

  it('knows when nobody is there', async () => {
    server = await startModelServer(() => {});
    await server.close();
    expect((await failure(local().reply(request))).code).toBe('unavailable');
  });
});
