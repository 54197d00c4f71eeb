import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { CHARACTERS_A_TOKEN } from '../../../src/models/draft.ts';
import { ModelError } from '../../../src/models/model-error.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { longestWait } from '../../support/event-loop.ts';
import { runs } from '../../support/fuzz.ts';
import { chunk, event } from '../../support/model-server.ts';
import { type Answer, forEver, head, type RawServer, startRawServer, streamHead } from '../../support/raw-server.ts';

let server: RawServer;
afterEach(() => server.close());

const vendors = ['hf', 'anthropic'] as const;
type Vendor = (typeof vendors)[number];
const policy = { attempts: 1, connectMs: 10_000, firstTokenMs: 10_000, idleMs: 10_000, callMs: 20_000 };
const question = { messages: [{ role: 'user' as const, content: 'Hello?' }], maxTokens: 10 };

const open = (vendor: Vendor, more = {}) =>
  openModels({ anthropicApiKey: 'k', anthropicBaseUrl: server.url, policy: { ...policy, ...more } })(
    vendor === 'hf' ? `hf:m@${server.url}/v1` : 'anthropic:claude-opus-4-6',
  );

/** The stop reason, or the code of the ModelError. Other errors fail the test. */
const outcome = (vendor: Vendor, more = {}): Promise<string> =>
  open(vendor, more)
    .reply(question)
    .then(
      ({ text, reasoning, stopReason }) => {
        expect(text.length + reasoning.length).toBeLessThanOrEqual(10 * CHARACTERS_A_TOKEN + 'Hello?'.length);
        return stopReason;
      },
      (error: unknown) => {
        if (error instanceof ModelError) return error.code;
        throw error;
      },
    );

const piece: Record<Vendor, (text: string) => string> = {
  hf: (text) => chunk({ content: text }),
  anthropic: (text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
};
const data = (json: string) => `event: content_block_delta\ndata: ${json}\n\n`;
const chunked = head('content-type: text/event-stream\r\ntransfer-encoding: chunked');
const million = 'x'.repeat(1 << 20);

/** In bytes. Network buffers hold about half of it. */
const MOST_SENT = 16 << 20;

describe.each(vendors)('a server behind %s', (vendor) => {
  it.each<[string, Answer, RegExp]>([
    ['writes on for ever', () => forEver(piece[vendor]('word ').repeat(200)), /^length$/],
    ['writes much at a time', () => forEver(piece[vendor]('w'.repeat(60_000))), /^length$/],
    ['writes letter by letter', () => forEver(piece[vendor]('w').repeat(200)), /^length$/],
    ['writes nothing for ever', () => forEver(piece[vendor]('').repeat(200)), /^bad-response$/],
    ['sends comments for ever', () => forEver(': still here\n\n'.repeat(5000)), /^bad-response$/],
    ['sends empty events for ever', () => forEver('event:\n\n'.repeat(9000)), /^bad-response$/],
    ['sends ends of lines for ever', () => forEver('\r'.repeat(65_536)), /^bad-response$/],
    ['never ends a line', () => forEver(million, `${streamHead}data: {"a":"`), /^bad-response$/],
    ['never ends an event', () => forEver('data: 1\n'.repeat(9000)), /^bad-response$/],
    ['nests without end', () => forEver('['.repeat(65_536), `${streamHead}data: `), /^bad-response$/],
    ['nests deep, again and again', () => forEver(data('['.repeat(9000) + ']'.repeat(9000))), /^bad-response$/],
    [
      'sends deep errors',
      () => forEver(data(`{"error":{"code":${'['.repeat(4000)}${']'.repeat(4000)}}}`)),
      /^(bad-response|unavailable)$/,
    ],
    [
      'sends zeros and ones',
      () => forEver(Buffer.from(Array.from({ length: 65_536 }, (_, i) => (i * 7919) & 255))),
      /^bad-response$/,
    ],
    ['floods with chunks of a byte', () => forEver('1\r\nx\r\n'.repeat(5000), chunked), /^bad-response$/],
    [
      'never ends a header',
      () => forEver('y'.repeat(65_536), 'HTTP/1.1 200 OK\r\nx: '),
      /^(bad-response|unavailable)$/,
    ],
    [
      'never ends its headers',
      () => forEver('x: y\r\n'.repeat(1000), 'HTTP/1.1 200 OK\r\n'),
      /^(bad-response|unavailable)$/,
    ],
    ['sends trailers for ever', () => forEver('x: y\r\n'.repeat(1000), `${chunked}0\r\n`), /^(bad-response|cut)$/],
    ['does not speak HTTP', () => forEver('hello\r\n'.repeat(5000), ''), /^bad-response$/],
    ['refuses at length', () => forEver(million, head('content-type: application/json', '400 Bad')), /^bad-request$/],
    ['fails at length', () => forEver(million, head('content-type: text/plain', '500 Bad')), /^unavailable$/],
    ['answers with an endless page', () => forEver(million, head('content-type: text/html')), /^bad-response$/],
    ['answers with endless JSON', () => forEver(million, head('content-type: application/json')), /^bad-response$/],
  ])('that %s is cut off', async (_what, answer, ending) => {
    server = await startRawServer(answer);
    let ended = '';
    // A longer delay would mean work that grows with the input, and this input is endless.
    const waited = await longestWait(async () => {
      ended = await outcome(vendor);
    });
    expect(waited).toBeLessThan(1500);
    expect(ended).toMatch(ending);
    await server.hungUp();
    expect(server.sent()).toBeLessThan(MOST_SENT);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['gzip, gzip', (bytes: Buffer) => gzipSync(gzipSync(bytes))],
  ])('that packs a bomb as %s is cut off', async (encoding, pack) => {
    const bomb = pack(Buffer.from(piece[vendor]('').repeat(200_000)));
    server = await startRawServer(() => [
      head(`content-type: text/event-stream\r\ncontent-encoding: ${encoding}`),
      bomb,
    ]);
    expect(await outcome(vendor)).toBe('bad-response');
  });

  it.each([
    ['204 No Content', 'cut'],
    ['205 Reset Content', 'cut'],
    ['304 Not Modified', 'bad-response'],
    ['600 Odd', 'unavailable'],
    ['999 Odd', 'unavailable'],
  ])('that answers %s ends in words', async (status, code) => {
    server = await startRawServer(() => [head('content-type: text/event-stream\r\ncontent-length: 0', status)]);
    expect(await outcome(vendor)).toBe(code);
  });

  it('that drips, or says only that it is there, runs out of time', async () => {
    server = await startRawServer(async function* () {
      yield streamHead;
      for (;;) {
        yield `: ping\n\n${piece[vendor]('')}event: ping\ndata: {"type":"ping"}\n\n`;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    expect(await outcome(vendor, { firstTokenMs: 300 })).toBe('timeout');
  });

  it('that drips words runs out of time in the end', async () => {
    server = await startRawServer(async function* () {
      yield streamHead;
      for (;;) {
        yield piece[vendor]('w');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    expect(await outcome(vendor, { callMs: 400 })).toBe('timeout');
  });

  it('may send anything in any field: a reply, or a ModelError', async () => {
    const json = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom<unknown>(
        'stop',
        'end_turn',
        'text',
        'text_delta',
        'thinking_delta',
        '__proto__',
        'constructor',
        -1,
        1e300,
        [],
        {},
        null,
        '',
      ),
    );
    const some = <T extends Record<string, fc.Arbitrary<unknown>>>(fields: T) =>
      fc.oneof({ weight: 4, arbitrary: fc.record(fields, { requiredKeys: [] }) }, { weight: 1, arbitrary: json });
    const usage = some({ prompt_tokens: json, completion_tokens: json, input_tokens: json, output_tokens: json });
    const delta = some({
      content: json,
      reasoning: json,
      reasoning_content: json,
      type: json,
      text: json,
      thinking: json,
      stop_reason: json,
    });
    const choice = some({ delta, finish_reason: json });
    const body = some({
      ...{ choices: fc.oneof(fc.array(choice, { maxLength: 2 }), json), usage, delta, error: json, error_type: json },
      type: fc.oneof(
        fc.constantFrom('message_start', 'content_block_delta', 'message_delta', 'message_stop', 'error'),
        json,
      ),
      message: some({ usage, content: json }),
    });
    const name = fc.constantFrom(
      'message_start',
      'content_block_delta',
      'message_delta',
      'message_stop',
      'error',
      'constructor',
    );
    let stream = '';
    server = await startRawServer(() => [streamHead, stream]);
    const model = open(vendor, { breakAfter: 1_000_000 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, body), { maxLength: 6 }), async (events) => {
        stream = events.map(([type, sent]) => `event: ${type}\ndata: ${JSON.stringify(sent)}\n\n`).join('');
        const ended = await model.reply(question).catch((error: unknown) => error);
        if (ended instanceof ModelError) return;
        expect(ended).toMatchObject({ text: expect.any(String), reasoning: expect.any(String) });
        const { usage: counted } = ended as Awaited<ReturnType<typeof model.reply>>;
        for (const count of [counted.inputTokens, counted.outputTokens]) {
          expect(count === null || Number.isSafeInteger(count)).toBe(true);
          expect(count ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: runs(150) },
    );
  }, 30_000);

  it('may send anything at all', async () => {
    let bytes: Uint8Array = new Uint8Array();
    server = await startRawServer(() => [bytes]);
    const model = open(vendor, { breakAfter: 1_000_000, connectMs: 200, firstTokenMs: 200 });
    const begins = fc.constantFrom('', 'HTTP/1.1 ', 'HTTP/1.1 200 OK\r\n', streamHead, `${streamHead}data: `, chunked);
    await fc.assert(
      fc.asyncProperty(begins, fc.uint8Array({ maxLength: 200 }), async (begin, rest) => {
        bytes = Buffer.concat([Buffer.from(begin), rest]);
        expect(await model.reply(question).catch((error: unknown) => error)).toBeInstanceOf(ModelError);
      }),
      { numRuns: runs(60) },
    );
  }, 30_000);
});

describe('content as a list', () => {
  const ask = async (content: unknown) => {
    server = await startRawServer(() => [streamHead, chunk({ content }), chunk({}, 'stop')]);
    return open('hf').reply({ ...question, maxTokens: 100 });
  };

  it('of parts is read', async () => {
    const thinking = [{ type: 'text', text: 'Hm.' }];
    const reply = await ask([
      { type: 'thinking', thinking },
      { type: 'text', text: 'Yes' },
      { type: 'image_url' },
      { type: 'text', text: '.' },
    ]);
    expect(reply).toMatchObject({ text: 'Yes.', reasoning: 'Hm.' });
  });

  it.each([[{ text: 'x' }], [5], [true], [[{ type: 'text', text: {} }]]])(
    'of the form %j is refused',
    async (content) => {
      await expect(ask(content)).rejects.toMatchObject({ name: 'ModelError', code: 'bad-response' });
    },
  );
});
