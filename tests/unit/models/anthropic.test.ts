import { afterEach, describe, expect, it, vi } from 'vitest';
import { openModels } from '../../../src/models/open-models.ts';
import { anthropicReply, event, type ModelServer, sse, startModelServer } from '../../support/model-server.ts';
import { failure, request } from './ask.ts';

// Mock console.error before the SDK binds it.
const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
let server: ModelServer;
afterEach(() => server.close());

const quick = { attempts: 1, connectMs: 2000, firstTokenMs: 2000, idleMs: 2000 };
const claude = (policy = {}, model = 'claude-opus-4-6') =>
  openModels({ anthropicApiKey: 'my-key', anthropicBaseUrl: server.url, policy: { ...quick, ...policy } })(
    `anthropic:${model}`,
  );
const error = (type: string) => event('error', { error: { type, message: 'secret words' } });

describe('Anthropic', () => {
  it('streams text and thinking, and counts tokens and money', async () => {
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
      usage: { inputTokens: 12, outputTokens: 34, reasoningTokens: 20 },
    });
    expect(reply.usage.costUsd).toBeCloseTo((12 * 5 + 34 * 25) / 1e6);
    expect(reply.firstTokenMs).toBeLessThanOrEqual(reply.latencyMs);
    expect(deltas).toEqual([{ reasoning: 'Let me see' }, { text: 'Hi there' }]);
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      path: '/v1/messages',
      headers: { authorization: 'Bearer my-key', 'anthropic-version': '2026-10-21' },
      body: {
        system: 'Be kind.',
        messages: [{ role: 'user', content: 'Hello?' }],
        stream: true,
        max_tokens: 100,
        thinking: { type: 'adaptive' },
        output_config: { effort: 'medium' },
      },
    });
  });

  it('asks for a temperature by the version of the API that still has one', async () => {
    server = await startModelServer((response) => void sse(response).end(anthropicReply('x')));
    await claude().reply(request);
    await claude({}, 'claude-sonnet-5-5').reply(request);
    expect(server.received).toMatchObject([
      { headers: { 'anthropic-version': '2023-06-01' }, body: { temperature: 0.6 } },
      { headers: { 'anthropic-version': '2026-10-21' } },
    ]);
    expect(server.requests[1]).not.toHaveProperty('temperature');
  });

  it('takes the key and the address that it is given, whatever the environment says', async () => {
    vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'not-mine');
    vi.stubEnv('ANTHROPIC_BASE_URL', 'http://127.0.0.1:1');
    vi.stubEnv('ANTHROPIC_CUSTOM_HEADERS', '');
    server = await startModelServer((response) => void sse(response).end(anthropicReply('x')));
    await claude().reply(request);
    expect(server.received[0]?.headers.authorization).toBe('Bearer my-key');
    vi.unstubAllEnvs();
  });

  it.each([
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['refusal', 'refused'],
    ['stop_sequence', 'end'],
    ['end_turn', 'end'],
  ])('takes the stop reason %s for %s', async (stop, expected) => {
    server = await startModelServer((response) => void sse(response).end(anthropicReply('x', '', stop)));
    expect((await claude().reply(request)).stopReason).toBe(expected);
  });

  it('counts what came from a cache as read', async () => {
    const usage = { input_tokens: 2, cache_read_input_tokens: 30, cache_creation_input_tokens: 400, output_tokens: 1 };
    server = await startModelServer((response) => {
      sse(response).write(event('message_start', { message: { id: 'm', content: [], usage } }));
      response.write(event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } }));
      response.end(event('message_stop'));
    });
    expect((await claude().reply(request)).usage).toMatchObject({
      inputTokens: 432,
      outputTokens: 5,
      reasoningTokens: null,
    });
  });

  it('takes a stream that ends before its end for cut', async () => {
    const whole = anthropicReply('half');
    server = await startModelServer(
      (response) => void sse(response).end(whole.slice(0, whole.indexOf('event: message_stop'))),
    );
    expect(await failure(claude().reply(request))).toMatchObject({ code: 'cut', begun: true });
  });

  it('takes a connection that breaks in the middle for cut', async () => {
    server = await startModelServer((response) => {
      const whole = anthropicReply('half');
      sse(response).write(whole.slice(0, whole.indexOf('event: message_delta')), () => response.destroy());
    });
    expect(await failure(claude().reply(request))).toMatchObject({ code: 'cut', begun: true });
  });

  it('takes nonsense for a bad response, and prints none of it', async () => {
    server = await startModelServer((response) => void sse(response).end('event: message_start\ndata: {nonsense\n\n'));
    const thrown = await failure(claude().reply(request));
    expect(thrown.code).toBe('bad-response');
    expect(`${thrown.message} ${(thrown.cause as Error)?.stack}`).not.toMatch(/nonsense/);
    expect(printed).not.toHaveBeenCalled();
  });

  it('takes a page of the web for a wrong address', async () => {
    server = await startModelServer(
      (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    );
    expect(await failure(claude().reply(request))).toMatchObject({
      code: 'bad-response',
      message: expect.stringMatching(/address/),
    });
  });

  it.each([
    [401, 'authentication_error', 'unauthorized'],
    [404, 'not_found_error', 'not-found'],
    [400, 'invalid_request_error', 'bad-request'],
    [429, 'rate_limit_error', 'rate-limited'],
    [529, 'overloaded_error', 'unavailable'],
  ])('knows HTTP %i, and %s inside a stream, for %s', async (status, type, code) => {
    server = await startModelServer((response, _body, count) => {
      if (count > 0) return void sse(response).end(error(type));
      response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '3' });
      response.end(JSON.stringify({ type: 'error', error: { type, message: 'secret words' } }));
    });
    const outside = await failure(claude().reply(request));
    expect(outside).toMatchObject({ code, status, retryAfterMs: 3000 });
    const inside = await failure(claude().reply(request));
    expect(inside).toMatchObject({ code, status: undefined });
    for (const { message, cause } of [outside, inside]) {
      expect(`${message} ${(cause as Error).message} ${(cause as Error).stack}`).not.toMatch(/secret/);
      expect(JSON.stringify(cause)).not.toMatch(/secret|Hello/);
    }
  });

  it('tries an overloaded server again that says so before any text, and not after it', async () => {
    const start = anthropicReply('half').split('event: message_delta')[0];
    server = await startModelServer((response, _body, count) => {
      if (count === 0) sse(response).end(error('overloaded_error'));
      else if (count === 1) sse(response).end(anthropicReply('fine'));
      else sse(response).end(start + error('overloaded_error'));
    });
    const model = claude({ attempts: 3, backoffMs: 1 });
    expect((await model.reply(request)).text).toBe('fine');
    expect(await failure(model.reply(request))).toMatchObject({ code: 'cut', begun: true });
    expect(server.requests).toHaveLength(3);
  });

  it('does not wait as long as a server likes, nor retry on its own', async () => {
    server = await startModelServer((response) => void response.writeHead(429, { 'retry-after': '3600' }).end());
    expect((await failure(claude().reply(request))).code).toBe('rate-limited');
    expect(server.requests).toHaveLength(1);
  });

  it('says which key is missing, when it is asked and not before', async () => {
    server = await startModelServer(() => {});
    const model = openModels({ anthropicBaseUrl: server.url })('anthropic:claude-opus-5-5');
    expect(await failure(model.reply(request))).toMatchObject({
      code: 'unauthorized',
      message: expect.stringMatching(/ANTHROPIC_API_KEY/),
    });
    expect(server.requests).toEqual([]);
  });
});
