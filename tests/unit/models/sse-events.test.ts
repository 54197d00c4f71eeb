import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TooMuch } from '../../../src/models/bounded-body.ts';
import { sseEvents } from '../../../src/models/sse-events.ts';

/** The stream's bytes in chunks, cut at any byte as a network may. */
async function* cutAt(bytes: Uint8Array, cuts: readonly number[]) {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  for (let i = 1; i < places.length; i++) yield bytes.subarray(places[i - 1], places[i]);
}

async function read(stream: string | Uint8Array, cuts: readonly number[] = [], most = 1 << 22): Promise<string> {
  const bytes = typeof stream === 'string' ? new TextEncoder().encode(stream) : stream;
  const parts: Uint8Array[] = [];
  for await (const part of sseEvents(cutAt(bytes, cuts), most)) parts.push(part.slice());
  return Buffer.concat(parts).toString();
}

describe('server-sent events', () => {
  it('come out whole, wherever the network cut them', async () => {
    const line = fc.oneof(
      fc.constantFrom(
        '',
        '',
        ': ping',
        'data: {"a":"ä🙂"}',
        'data:x',
        'data: [DONE] ',
        'event: ping',
        'event:',
        'id: 1',
        'retry: 5',
        'data: : ping',
        'data:',
        'error: {"code":400}',
        'error: null',
        'datum',
        ' data: y',
      ),
      fc.string().map((text) => text.replace(/[\r\n]/g, '')),
    );
    const ended = fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(ended), fc.array(fc.nat(), { maxLength: 40 }), async (lines, cuts) => {
        const stream = lines.join('');
        const whole = await read(stream);
        expect(await read(stream, cuts)).toBe(whole);
        expect(await read(whole)).toBe(whole);
        for (const event of whole.split('\n\n').slice(0, -1)) expect(event).toMatch(/^data:/m);
      }),
    );
  });

  it.each([
    ['with what an SDK needs alone', ': c\nid: 4\nevent: x\nretry: 1\ndata: a\n\n', 'event: x\ndata: a\n\n'],
    ['of several lines', 'data: a\ndata: b\n\n', 'data: a\ndata: b\n\n'],
    ['with any end of a line', 'data: a\r\n\r\ndata: b\r\rdata: c\n\n', 'data: a\n\ndata: b\n\ndata: c\n\n'],
    ['behind a mark of their byte order', '\uFEFFdata: a\n\n', 'data: a\n\n'],
    ['whose last has no blank line behind it', 'data: a\n', 'data: a\n\n'],
    ['but not half of one', 'data: a\n\ndata: {"b', 'data: a\n\n'],
    ['without blanks at their end', 'data: [DONE] \t\n\n', 'data: [DONE]\n\n'],
    ['and no empty ones', '\n\nevent: x\n\nevent:\n\n\n', ''],
    ['without comments that a gateway sends as data', 'data: : PROCESSING\n\ndata:\n\ndata: a\n\n', 'data: a\n\n'],
    ['with the error that has a field of its own', 'error: {"code": 400}\n\n', 'data: {"error":{"code":400}}\n\n'],
    ['with one that is no JSON', 'error: too "long"\n\n', 'data: {"error":"too \\"long\\""}\n\n'],
  ])('come out %s', async (_what, stream, out) => {
    expect(await read(stream)).toBe(out);
  });

  it.each([
    ['longer than was allowed', 'data: x\n\n'.repeat(200), 1000],
    ['with a line without end', `data: ${'x'.repeat(1_100_000)}`, 1 << 22],
    ['with an event without end', 'data: x\n'.repeat(200_000), 1 << 22],
    ['with an event that is nested too deep', `data: ${'['.repeat(10_001)}\n\n`, 1 << 22],
    ['with an event of too many parts', `data: [${'0,'.repeat(10_001)}0]\n\n`, 1 << 22],
    ['with one of too many parts, over many lines', `data: ["${'\ndata: ,,'.repeat(5_001)}\n\n`, 1 << 22],
  ])('%s are refused', async (_what, stream, most) => {
    await expect(read(stream, [], most)).rejects.toThrow(TooMuch);
  });

  it('may hold long words, brackets and all', async () => {
    const stream = `data: {"text":"${'[{,:\\"'.repeat(60_000)}"}\n\n`;
    expect(await read(stream, [100, 70_000])).toBe(stream);
  });

  it('are refused where a flood of single bytes is more work than its bytes', async () => {
    async function* flood() {
      for (;;) yield Uint8Array.of(10);
    }
    let error: unknown;
    try {
      for await (const _ of sseEvents(flood(), 100_000));
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TooMuch);
  });
});
