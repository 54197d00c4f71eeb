import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { mostInputTokens } from '../../../src/models/estimate-tokens.ts';
import type { Meter, Spent } from '../../../src/models/meter.ts';
import type { ReplyOptions } from '../../../src/models/model.ts';
import { ModelError } from '../../../src/models/model-error.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { runs } from '../../support/fuzz.ts';
import {
  anthropicReply,
  chunk,
  event,
  type ModelServer,
  openAiReply,
  sse,
  startModelServer,
  usageChunk,
} from '../../support/model-server.ts';
import { codeOf, failure, request } from './ask.ts';

interface Entry {
  model: string;
  most: Spent;
  /** Null while the call has not ended. */
  taken: Spent | null;
  estimated?: boolean;
  outcome?: string;
}

/** A meter in memory. `refuse` maps the number of a call to the error that it throws. */
function openBooks(refuse: Record<number, Error> = {}, pauseMs = 0): Meter & { entries: Entry[] } {
  const entries: Entry[] = [];
  let count = 0;
  const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs));
  return {
    entries,
    async begin(model, most) {
      await pause();
      const refusal = refuse[count++];
      if (refusal) throw refusal;
      const entry: Entry = { model, most, taken: null };
      entries.push(entry);
      return {
        async end(taken, how) {
          await pause();
          if (entry.taken) throw new Error('ended twice');
          Object.assign(entry, { taken, ...how });
        },
      };
    },
  };
}

let server: ModelServer;
afterEach(() => server.close());

const quick = { attempts: 1, backoffMs: 1, connectMs: 2000, firstTokenMs: 2000, idleMs: 2000 };
const prices = { 'hf:model': { input: 1, output: 10 } };
const ask = (meter: Meter, policy = {}, options: ReplyOptions = {}) =>
  openModels({ policy: { ...quick, ...policy }, prices })(`hf:model@${server.url}/v1`).reply(request, {
    ...options,
    meter,
  });
const claude = (meter: Meter, more = {}, model = 'claude-opus-4-6', options: ReplyOptions = {}) =>
  openModels({ anthropicApiKey: 'k', anthropicBaseUrl: server.url, policy: quick })(`anthropic:${model}`).reply(
    { ...request, ...more },
    { ...options, meter },
  );
const input = mostInputTokens(request);
const half = (response: ServerResponse) => void sse(response).write(chunk({ content: 'half' }));

describe('the meter', () => {
  it('is told of a request before it is sent, with the most that it can take, and of its end', async () => {
    const books = openBooks();
    let openAtArrival = 0;
    server = await startModelServer((response) => {
      openAtArrival = books.entries.filter(({ taken }) => taken === null).length;
      sse(response).end(openAiReply('fine'));
    });
    await ask(books);
    expect(openAtArrival).toBe(1);
    expect(books.entries).toEqual([
      {
        model: `hf:model@${server.url}/v1`,
        most: { inputTokens: input, outputTokens: 100, costUsd: (input + 1000) / 1e6 },
        taken: { inputTokens: 7, outputTokens: 9, costUsd: 97 / 1e6 },
        estimated: false,
        outcome: 'done',
        answeredBy: 'm',
      },
    ]);
  });

  it('is told of each try', async () => {
    const books = openBooks();
    server = await startModelServer((response, _body, count) => {
      if (count < 2) response.writeHead([503, 500][count] ?? 0).end();
      else sse(response).end(openAiReply('fine'));
    });
    await ask(books, { attempts: 4 });
    expect(books.entries.map(({ taken, estimated, outcome }) => ({ taken, estimated, outcome }))).toEqual([
      { taken: { inputTokens: 0, outputTokens: 0, costUsd: 0 }, estimated: false, outcome: 'unavailable' },
      { taken: { inputTokens: input, outputTokens: 0, costUsd: input / 1e6 }, estimated: true, outcome: 'unavailable' },
      { taken: { inputTokens: 7, outputTokens: 9, costUsd: 97 / 1e6 }, estimated: false, outcome: 'done' },
    ]);
  });

  it.each([
    ['refused', (response: ServerResponse) => void response.writeHead(400).end(), 'bad-request', [0, 0], false],
    ['asked too much', (response: ServerResponse) => void response.writeHead(429).end(), 'rate-limited', [0, 0], false],
    [
      'moved',
      (response: ServerResponse) => void response.writeHead(302, { location: '/' }).end(),
      'bad-response',
      [0, 0],
      false,
    ],
    [
      'broken behind a gateway',
      (response: ServerResponse) => void response.writeHead(502).end(),
      'unavailable',
      [input, 0],
      true,
    ],
    [
      'breaks off before its head',
      (response: ServerResponse) => void response.destroy(),
      'unavailable',
      [input, 0],
      true,
    ],
    [
      'answers with a page',
      (response: ServerResponse) => void response.end('<html>'),
      'bad-response',
      [input, 0],
      true,
    ],
    ['is silent', () => {}, 'timeout', [input, 0], true],
    [
      'breaks off in the middle',
      (response: ServerResponse) => void sse(response).write(chunk({ content: 'half' }), () => response.destroy()),
      'cut',
      [input, 4 + 64],
      true,
    ],
    ['stops in the middle', half, 'timeout', [input, 4 + 64], true],
    [
      'sends nonsense after two pieces',
      (response: ServerResponse) =>
        void sse(response).end(`${chunk({ content: 'ä' })}${chunk({ reasoning: '…' })}data: {\n\n`),
      'bad-response',
      [input, 5 + 64],
      true,
    ],
    [
      'does not count',
      (response: ServerResponse) => void sse(response).end(chunk({ content: 'four' }, 'stop')),
      'done',
      [input, 4 + 64],
      true,
    ],
    [
      'counts what cannot be',
      (response: ServerResponse) =>
        void sse(response).end(chunk({ content: 'x' }, 'stop', { usage: { prompt_tokens: 5, completion_tokens: -3 } })),
      'done',
      [5, 1 + 64],
      true,
    ],
    [
      'counts on the way, and breaks off',
      (response: ServerResponse) =>
        void sse(response).write(
          chunk({ content: 'x' }, null, { usage: { prompt_tokens: 5, completion_tokens: 90 } }),
          () => response.destroy(),
        ),
      'cut',
      [5, 90],
      true,
    ],
    [
      'writes on for ever',
      (response: ServerResponse) => void sse(response).write(chunk({ content: 'x'.repeat(9000) })),
      'done',
      [input, 100],
      true,
    ],
  ])('of a server that %s', async (_what, behave, outcome, [inputTokens, outputTokens], estimated) => {
    const books = openBooks();
    server = await startModelServer(behave);
    await codeOf(ask(books, { connectMs: 100, idleMs: 100 }));
    expect(books.entries).toMatchObject([{ taken: { inputTokens, outputTokens }, estimated, outcome }]);
  });

  it('of one that is not there: nothing', async () => {
    const books = openBooks();
    server = await startModelServer(() => {});
    await server.close();
    expect(await codeOf(ask(books))).toBe('unavailable');
    expect(books.entries).toMatchObject([{ taken: { inputTokens: 0, outputTokens: 0 }, estimated: false }]);
  });

  it('of one that says in its refusal what it took', async () => {
    const books = openBooks();
    server = await startModelServer((response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: 'x', usage: { prompt_tokens: 11, completion_tokens: 3 } }));
    });
    await codeOf(ask(books));
    expect(books.entries).toMatchObject([{ taken: { inputTokens: 11, outputTokens: 3 }, estimated: false }]);
  });

  it('of a call that is aborted is told before the caller is', async () => {
    server = await startModelServer(half);
    const books = openBooks({}, 50);
    const controller = new AbortController();
    const options = { signal: controller.signal, onDelta: () => controller.abort() };
    expect(await codeOf(ask(books, {}, options))).toBe('aborted');
    expect(books.entries).toMatchObject([
      { taken: { inputTokens: input, outputTokens: 4 + 64 }, estimated: true, outcome: 'aborted' },
    ]);
  });

  it('of one that is aborted while the meter is asked: nothing was sent', async () => {
    server = await startModelServer(half);
    const books = openBooks({}, 50);
    const controller = new AbortController();
    const call = codeOf(ask(books, {}, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 10);
    expect(await call).toBe('aborted');
    expect(books.entries).toMatchObject([{ taken: { inputTokens: 0, outputTokens: 0 }, outcome: 'aborted' }]);
    expect(server.requests).toEqual([]);
  });

  it('of one that took too long is told that', async () => {
    server = await startModelServer(half);
    const books = openBooks();
    expect(await codeOf(ask(books, { callMs: 100 }))).toBe('timeout');
    expect(books.entries).toMatchObject([{ outcome: 'timeout', estimated: true }]);
  });

  it('is not told of a call that waits in line, or meets an open circuit', async () => {
    server = await startModelServer((response) => void response.writeHead(503).end());
    const books = openBooks();
    const model = openModels({ policy: { ...quick, breakAfter: 1, breakMs: 60_000 } })(`hf:model@${server.url}/v1`);
    await codeOf(model.reply(request, { meter: books }));
    expect(await codeOf(model.reply(request, { meter: books }))).toBe('circuit-open');
    expect(books.entries).toHaveLength(1);
  });

  it('may refuse: then nothing is sent, nothing tried again, and the server is not blamed', async () => {
    const spent = new ModelError('over-budget', 'It could take more than is left.');
    const books = openBooks({ 0: spent, 1: spent, 2: spent });
    server = await startModelServer((response) => void sse(response).end(openAiReply('fine')));
    const open = openModels({ policy: { ...quick, attempts: 4, breakAfter: 2 } });
    const model = open(`hf:model@${server.url}/v1`);
    for (let i = 0; i < 3; i++) expect(await failure(model.reply(request, { meter: books }))).toBe(spent);
    expect(server.requests).toEqual([]);
    expect((await model.reply(request, { meter: books })).text).toBe('fine');
  });

  it('may refuse another try', async () => {
    const books = openBooks({ 1: new ModelError('over-budget', 'It could take more than is left.') });
    server = await startModelServer((response) => void response.writeHead(500).end());
    expect(await codeOf(ask(books, { attempts: 4 }))).toBe('over-budget');
    expect(server.requests).toHaveLength(1);
    expect(books.entries).toHaveLength(1);
  });

  it('may break: its own error reaches the caller', async () => {
    const books = openBooks({ 0: new TypeError('no database') });
    server = await startModelServer(() => {});
    await expect(ask(books)).rejects.toThrow(new TypeError('no database'));
    expect(server.requests).toEqual([]);
  });
});

/** What a server does with a request: the number of pieces, one token each, and how it ends. */
const fate = fc.record({
  pieces: fc.nat(40),
  end: fc.constantFrom(
    'whole',
    'uncounted',
    'cut',
    'early',
    'stall',
    'nonsense',
    'wrong counts',
    400,
    429,
    500,
    503,
    529,
  ),
});

describe('the books', () => {
  it('never hold less than a server counts, whatever happens to its requests', async () => {
    let fates: { pieces: number; end: string | number }[] = [];
    let counted = 0;
    const read = JSON.stringify(request.messages).length + (request.system ?? '').length;
    server = await startModelServer((response) => {
      const { pieces, end } = fates.shift() ?? { pieces: 3, end: 'whole' };
      if (typeof end === 'number') {
        // A server that fails (500) has read the request. One that refuses it has not.
        if (end === 500) counted += read;
        return void response.writeHead(end).end();
      }
      counted += read + pieces;
      sse(response);
      for (let i = 0; i < pieces; i++) response.write(chunk(i % 3 ? { content: 'x' } : { reasoning: 'y' }));
      if (end === 'cut') return void setImmediate(() => response.destroy());
      if (end === 'stall') return void response.flushHeaders();
      if (end === 'nonsense') return void response.end('data: {\n\n');
      if (end === 'early') return void response.end();
      response.write(chunk({}, 'stop'));
      if (end === 'whole') response.write(usageChunk(read, pieces));
      if (end === 'wrong counts') response.write(usageChunk(-read, 0.5));
      response.end();
    });
    const model = openModels({
      policy: { ...quick, attempts: 3, idleMs: 100, firstTokenMs: 100, breakAfter: 1_000_000 },
    })(`hf:model@${server.url}/v1`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fate, { minLength: 1, maxLength: 3 }),
        fc.option(fc.nat(20)),
        async (drawn, patience) => {
          [fates, counted] = [[...drawn], 0];
          const books = openBooks();
          const controller = new AbortController();
          let heard = 0;
          const onDelta = () => void (patience !== null && ++heard > patience && controller.abort());
          await model.reply(request, { meter: books, signal: controller.signal, onDelta }).catch(() => {});
          const booked = books.entries.reduce(
            (sum, { taken }) => sum + (taken?.inputTokens ?? Number.NaN) + (taken?.outputTokens ?? Number.NaN),
            0,
          );
          expect(booked).toBeGreaterThanOrEqual(counted);
          for (const { most, taken } of books.entries) {
            expect(taken?.inputTokens).toBeLessThanOrEqual(most.inputTokens);
            expect(taken?.outputTokens).toBeLessThanOrEqual(most.outputTokens);
          }
        },
      ),
      { numRuns: runs(80) },
    );
  }, 30_000);
});

describe('the meter of Anthropic', () => {
  it('hears what the server said to the end', async () => {
    const books = openBooks();
    server = await startModelServer((response) => void sse(response).end(anthropicReply('Hi', 'Hm')));
    await claude(books);
    expect(books.entries).toMatchObject([{ taken: { inputTokens: 12, outputTokens: 34 }, estimated: false }]);
  });

  it.each([
    ['without a thought', {}, 'claude-opus-4-6', 4 + 64],
    ['with a budget for its thought', { maxTokens: 5000, thinkingTokens: 2000 }, 'claude-opus-4-5', 4 + 64 + 2000],
    ['with a thought of its own length', { maxTokens: 5000, thinkingTokens: 2000 }, 'claude-opus-4-6', 5000],
    ['that thinks unasked', { maxTokens: 5000 }, 'claude-sonnet-5-5', 5000],
  ])(
    'counts what may have been thought and not shown where a model %s breaks off',
    async (_what, more, model, written) => {
      const books = openBooks();
      const begun = anthropicReply('half').split('event: message_delta')[0] ?? '';
      server = await startModelServer((response) => void sse(response).write(begun, () => response.destroy()));
      expect(await codeOf(claude(books, more, model))).toBe('cut');
      expect(books.entries).toMatchObject([{ taken: { inputTokens: 12, outputTokens: written }, estimated: true }]);
    },
  );

  it('is content with a proxy that counts only at the end, or not at all', async () => {
    const books = openBooks();
    const reply = (usage: object | undefined) =>
      [
        event('message_start', { message: { id: 'm', content: [] } }),
        event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Hi' } }),
        event('message_delta', { delta: { stop_reason: 'end_turn' }, ...(usage ? { usage } : {}) }),
        event('message_stop'),
      ].join('');
    server = await startModelServer((response, _body, count) => {
      sse(response).end(reply(count === 0 ? { input_tokens: 90, output_tokens: 5 } : undefined));
    });
    expect((await claude(books)).usage).toMatchObject({ inputTokens: 90, outputTokens: 5 });
    expect((await claude(books)).text).toBe('Hi');
    expect(books.entries).toMatchObject([
      { taken: { inputTokens: 90, outputTokens: 5 }, estimated: false },
      { taken: { inputTokens: input, outputTokens: 2 + 64 }, estimated: true },
    ]);
  });
});
