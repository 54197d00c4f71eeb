import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { mostInputTokens } from '../../../src/models/estimate-tokens.ts';
import type { Meter, Spent } from '../../../src/models/meter.ts';
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
import { codeOf, request } from './ask.ts';

let server: ModelServer;
afterEach(() => server.close());

/** Makes one call to a server that behaves like this. @returns what was booked. */
async function booked(vendor: 'hf' | 'anthropic', behave: (response: ServerResponse) => void, maxTokens = 8192) {
  const all: Spent[] = [];
  const meter: Meter = { begin: async () => ({ end: async (spent) => void all.push(spent) }) };
  server = await startModelServer(behave);
  const name = vendor === 'hf' ? `hf:model@${server.url}/v1` : 'anthropic:claude-opus-4-6';
  const policy = { attempts: 1, connectMs: 2000, firstTokenMs: 2000, idleMs: 2000 };
  const model = openModels({ anthropicApiKey: 'k', anthropicBaseUrl: server.url, policy })(name);
  await codeOf(model.reply({ ...request, maxTokens }, { meter }));
  expect(all).toHaveLength(1);
  return [all[0]?.inputTokens, all[0]?.outputTokens];
}

const words = 'word '.repeat(2000);
const most = mostInputTokens(request);
const usage = (prompt_tokens: number, completion_tokens: number) => ({ prompt_tokens, completion_tokens });
const whole =
  (...parts: string[]) =>
  (response: ServerResponse) =>
    void sse(response).end(parts.join(''));
const cut =
  (...parts: string[]) =>
  (response: ServerResponse) =>
    void sse(response).write(parts.join(''), () => setTimeout(() => response.destroy(), 20));
const answers =
  (status: number, body: unknown, type = 'application/json') =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
const many = (delta: object) => Array.from({ length: 300 }, () => chunk(delta)).join('');

describe('the books hold what a server counted', () => {
  it.each<[string, (response: ServerResponse) => void, number[], number?]>([
    ['with zeros, and wrote', whole(chunk({ content: words }), chunk({}, 'stop'), usageChunk(0, 0)), [most, 8192]],
    ['nothing, and wrote nothing', whole(chunk({}), chunk({}, 'stop'), usageChunk(9, 0)), [9, 0]],
    [
      'twice, with zeros at last',
      whole(chunk({ content: words }, 'stop'), usageChunk(9, 2000), usageChunk(0, 0)),
      [9, 2000],
    ],
    [
      'twice, with less at last',
      whole(chunk({ content: words }, 'stop'), usageChunk(9, 2000), usageChunk(1, 1)),
      [9, 2000],
    ],
    ['before it wrote', whole(chunk({}, 'stop', { usage: usage(9, 1) }), chunk({ content: words })), [9, 8192]],
    [
      'to an end that was none',
      cut(chunk({ content: 'a' }, 'stop', { usage: usage(9, 1) }), chunk({ content: words })),
      [9, 8192],
    ],
    [
      'on the way beyond what was asked for',
      cut(chunk({ content: 'w' }, null, { usage: usage(9, 900) })),
      [9, 900],
      100,
    ],
    [
      'in an error',
      whole(`data: ${JSON.stringify({ error: { message: 'x' }, usage: usage(9, 5000) })}\n\n`),
      [9, 5000],
    ],
    [
      'inside an error',
      whole(`data: ${JSON.stringify({ error: { message: 'x', usage: usage(9, 5000) } })}\n\n`),
      [9, 5000],
    ],
  ])('%s', async (_what, behave, expected, maxTokens) => {
    expect(await booked('hf', behave, maxTokens)).toEqual(expected);
  });

  const start = (counts: object) => event('message_start', { message: { id: 'm', usage: counts } });
  const text = event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: words } });
  const end = (output_tokens: number, more = {}) =>
    event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens, ...more } });
  const stop = event('message_stop');
  it.each([
    [
      'with zeros, and wrote',
      whole(start({ input_tokens: 0, output_tokens: 0 }), text, end(0, { input_tokens: 0 }), stop),
      [most, 8192],
    ],
    [
      'twice, with less at last',
      whole(start({ input_tokens: 9, output_tokens: 1 }), text, end(2000), end(1), stop),
      [9, 2000],
    ],
    ['to an end that was none', cut(start({ input_tokens: 9, output_tokens: 1 }), end(1), text), [9, 8192]],
    [
      'in an error',
      whole(
        start({ input_tokens: 9 }),
        event('error', { error: { type: 'api_error' }, usage: { output_tokens: 3000 } }),
      ),
      [9, 3000],
    ],
  ])('behind Anthropic’s protocol %s', async (_what, behave, expected) => {
    expect(await booked('anthropic', behave)).toEqual(expected);
  });
});

describe('a prompt whose bytes, and perhaps not its tokens, are more than a price is known for', () => {
  const long = { messages: [{ role: 'user' as const, content: '漢'.repeat(40_000) }], maxTokens: 100 };
  const bound = (mostInputTokens(long) * 0.1 + 100 * 0.5) / 1e6;

  it.each([
    ['breaks off', cut(event('message_start', { message: { id: 'm' } })), bound],
    ['counts less', whole(anthropicReply('Hi')), (12 * 0.1 + 34 * 0.5) / 1e6],
  ])('has its price set aside, and what is left of it where the reply %s', async (_what, behave, cost) => {
    const seen: (number | null)[] = [];
    const meter: Meter = {
      async begin(_model, spent) {
        seen.push(spent.costUsd);
        return { end: async ({ costUsd }) => void seen.push(costUsd) };
      },
    };
    server = await startModelServer(behave);
    const open = openModels({ anthropicApiKey: 'k', anthropicBaseUrl: server.url, policy: { attempts: 1 } });
    await codeOf(open('anthropic:claude-haiku-5-5').reply(long, { meter }));
    expect(seen[0]).toBeCloseTo(bound, 9);
    expect(seen[1]).toBeCloseTo(cost, 6);
  });
});

describe('the books hold more than a server can have written', () => {
  it.each<[string, (response: ServerResponse) => void, number]>([
    ['into the arguments of a tool', cut(many({ tool_calls: [{ function: { arguments: 'a b c' } }] })), 300 * 5],
    ['into a refusal', cut(many({ refusal: 'I will not' })), 300 * 10],
    ['into fields with names of its own', cut(many({ thinking: 'Hm, so' })), 300 * 6],
    ['into two fields for thoughts', cut(many({ reasoning: 'a b', reasoning_content: 'c d e f' })), 300 * 10],
    ['one thought into two fields', cut(many({ reasoning: 'a b c', reasoning_content: 'a b c' })), 300 * 5],
    ['tokens that it does not show', cut(many({ content: '' })), 300],
    ['in the form of completions', cut('data: {"choices":[{"text":"w x"}]}\n\n'.repeat(300)), 300 * 3],
  ])('%s', async (_what, behave, written) => {
    expect(await booked('hf', behave)).toEqual([most, written + 64]);
  });

  it('past what was asked for: a token a piece', async () => {
    expect(await booked('hf', cut(many({ content: 'w ' })), 100)).toEqual([most, 300]);
  });

  it('past the input of a tool of Anthropic’s', async () => {
    const delta = { type: 'input_json_delta', partial_json: words };
    expect(await booked('anthropic', cut(event('content_block_delta', { delta })))).toEqual([most, 8192]);
  });

  it.each([
    ['JSON', answers(200, { choices: [{ message: { content: words } }] }), 8192],
    [
      'JSON that is too long to read on to its counts',
      answers(200, { choices: words.repeat(10), usage: usage(9, 5) }),
      8192,
    ],
    ['plain text', answers(200, { usage: usage(9, 5) }, 'text/plain'), 8192],
    ['a page', answers(200, '<html>', 'text/html'), 0],
  ])('in one piece instead of a stream: %s', async (_what, behave, written) => {
    expect(await booked('hf', behave)).toEqual([most, written]);
  });

  it.each([408, 424, 499])('before it, or a gateway, gave up with HTTP %i', async (status) => {
    expect(await booked('hf', answers(status, {}))).toEqual([most, 0]);
  });
});
