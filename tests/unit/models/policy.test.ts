import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultPolicy, pauseMs } from '../../../src/models/call-policy.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { chunk, type ModelServer, openAiReply, sse, startModelServer } from '../../support/model-server.ts';
import { codeOf, failure, request } from './ask.ts';

let server: ModelServer;
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const model = (policy = {}) => openModels({ policy: { backoffMs: 1, ...policy } })(`hf:model@${server.url}/v1`);
const fine = (response: ServerResponse) => void sse(response).end(openAiReply('fine'));
const busy = (response: ServerResponse) => void response.writeHead(503).end();
const silent = () => {};
const head = (response: ServerResponse) => void sse(response).flushHeaders();
const half = (response: ServerResponse) => void sse(response).write(chunk({ content: 'half' }));

describe('time-outs', () => {
  it.each([
    ['connectMs', silent, false],
    ['firstTokenMs', head, false],
    ['idleMs', half, true],
  ])('%s ends a stall, and its connection', async (which, behave, begun) => {
    server = await startModelServer(behave);
    const thrown = await failure(model({ attempts: 1, [which]: 50 }).reply(request));
    expect(thrown).toMatchObject({ code: 'timeout', begun, message: expect.stringMatching(/0\.05 seconds/) });
    await server.settled();
  });

  it('leave a server that is silent until it writes as long as one that sends its head at once', async () => {
    server = await startModelServer(silent);
    const thrown = await failure(model({ attempts: 1, firstTokenMs: 50 }).reply(request));
    expect(thrown).toMatchObject({ code: 'timeout', message: expect.stringMatching(/0\.05 seconds/) });
  });

  it('start again with every piece of text', async () => {
    server = await startModelServer(async (response) => {
      sse(response);
      for (let i = 0; i < 8; i++) {
        response.write(chunk({ content: 'and ' }));
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      response.end(chunk({}, 'stop'));
    });
    // The idle limit is longer than each pause and shorter than all together.
    expect((await model({ attempts: 1, idleMs: 1000, firstTokenMs: 5000 }).reply(request)).text).toBe('and '.repeat(8));
  });

  it('callMs ends it all, pauses between attempts included', async () => {
    server = await startModelServer(busy);
    const slow = model({ attempts: 50, backoffMs: 60_000, backoffCapMs: 60_000, random: () => 1, callMs: 1000 });
    expect(await codeOf(slow.reply(request))).toBe('timeout');
    expect(server.requests).toHaveLength(1);
  });

  it('callMs ends a wait in line', async () => {
    server = await startModelServer(silent);
    const narrow = model({ attempts: 1, concurrency: 1, callMs: 60 });
    expect(await Promise.all([codeOf(narrow.reply(request)), codeOf(narrow.reply(request))])).toEqual([
      'timeout',
      'timeout',
    ]);
  });
});

describe('retries', () => {
  it('go on where another try may help', async () => {
    server = await startModelServer((response, _body, count) => {
      if (count < 2) response.writeHead([503, 429][count] ?? 500, { 'retry-after': '0' }).end();
      else if (count === 2) response.destroy();
      else if (count === 3) sse(response).end();
      else fine(response);
    });
    expect((await model({ attempts: 5 }).reply(request)).text).toBe('fine');
    expect(server.requests).toHaveLength(5);
  });

  it.each([400, 401, 404, 422])('stop where it cannot: HTTP %i', async (status) => {
    server = await startModelServer((response) => void response.writeHead(status).end());
    expect(await codeOf(model().reply(request))).not.toBe('fine');
    expect(server.requests).toHaveLength(1);
  });

  it('stop where text had come already: nobody hears it twice, nobody pays for it twice', async () => {
    server = await startModelServer((response) => {
      sse(response).write(chunk({ content: 'half' }), () => response.destroy());
    });
    const heard: object[] = [];
    const work = model().reply(request, { onDelta: (delta) => heard.push(delta) });
    expect(await codeOf(work)).toBe('cut');
    expect(heard).toEqual([{ text: 'half' }]);
    expect(server.requests).toHaveLength(1);
  });

  it('stop at the last attempt', async () => {
    server = await startModelServer(busy);
    expect(await codeOf(model({ attempts: 3 }).reply(request))).toBe('unavailable');
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    ['as long as the server asks, and not less', '0.06', 1000, 60],
    ['no longer than the cap', '3600', 60, 60],
  ])('wait %s', async (_what, retryAfter, backoffCapMs, least) => {
    server = await startModelServer((response, _body, count) => {
      if (count === 0) response.writeHead(429, { 'retry-after': retryAfter }).end();
      else fine(response);
    });
    const begun = performance.now();
    const { latencyMs } = await model({ backoffCapMs }).reply(request);
    expect(latencyMs).toBeGreaterThanOrEqual(least - 1);
    // A timer may fire a millisecond early. The test's own time-out catches a late one.
    expect(performance.now() - begun).toBeGreaterThanOrEqual(least - 1);
  });

  it('wait at random below a ceiling that doubles up to the cap, on top of what the server asks', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(), chance, (attempt, asked, random) => {
        const policy = { ...defaultPolicy, random: () => random };
        const ceiling = Math.min(20_000, 1000 * 2 ** (attempt - 1));
        expect(pauseMs(policy, attempt)).toBeCloseTo(random * ceiling);
        expect(pauseMs(policy, attempt, asked)).toBeCloseTo(Math.min(20_000, asked) + random * ceiling);
      }),
    );
  });

  it('count in the latency, and the wait in line does not', async () => {
    let release = () => {};
    server = await startModelServer(async (response, _body, count) => {
      if (count === 0) await new Promise<void>((resolve) => (release = resolve));
      fine(response);
    });
    const narrow = model({ concurrency: 1 });
    const first = narrow.reply(request);
    const second = narrow.reply(request);
    await server.arrived(1);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    release();
    expect((await first).latencyMs).toBeGreaterThanOrEqual(999);
    expect((await second).latencyMs).toBeLessThan(999);
  });
});

describe('a dead server', () => {
  it('gets a bounded number of requests, however many are waiting', async () => {
    server = await startModelServer(busy);
    const dead = model({ attempts: 4, breakAfter: 5, breakMs: 60_000, concurrency: 4 });
    const codes = await Promise.all(Array.from({ length: 200 }, () => codeOf(dead.reply(request))));
    // The requests that open the circuit breaker, and those in flight at that moment.
    expect(server.requests.length).toBeLessThanOrEqual(5 + 4 - 1);
    expect(new Set(codes)).toEqual(new Set(['circuit-open']));
    expect(await failure(dead.reply(request))).toMatchObject({ code: 'circuit-open', status: 503 });
  });

  it('is no reason to leave another alone', async () => {
    const other = await startModelServer(fine);
    server = await startModelServer(busy);
    const open = openModels({ policy: { attempts: 1, breakAfter: 1, breakMs: 60_000 } });
    const dead = open(`hf:model@${server.url}/v1`);
    await codeOf(dead.reply(request));
    expect(await codeOf(dead.reply(request))).toBe('circuit-open');
    expect(await codeOf(open(`hf:sister@${server.url}/v1`).reply(request))).toBe('circuit-open');
    expect(await codeOf(open(`hf:model@${other.url}/v1`).reply(request))).toBe('fine');
    await other.close();
  });

  it('is tried again after a rest, by one call, which opens the way for all', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    let answer = busy;
    server = await startModelServer((response) => answer(response));
    const sick = model({ attempts: 1, breakAfter: 2, breakMs: 15_000 });
    const five = () => Promise.all(Array.from({ length: 5 }, () => codeOf(sick.reply(request))));
    for (let i = 0; i < 2; i++) expect(await codeOf(sick.reply(request))).toBe('unavailable');
    vi.advanceTimersByTime(14_999);
    expect(await five()).toEqual(Array(5).fill('circuit-open'));
    vi.advanceTimersByTime(1);
    expect((await five()).sort()).toEqual([...Array(4).fill('circuit-open'), 'unavailable']);
    expect(server.requests).toHaveLength(3);
    answer = fine;
    vi.advanceTimersByTime(15_000);
    expect(await five()).toEqual(Array(5).fill('fine'));
  });

  it.each([
    ['asks for patience', 429],
    ['refuses a request', 400],
    ['refuses the key', 401],
  ])('is not a server that only %s', async (_what, status) => {
    server = await startModelServer((response) => void response.writeHead(status).end());
    const well = model({ attempts: 1, breakAfter: 2 });
    for (let i = 0; i < 6; i++) expect(await codeOf(well.reply(request))).not.toBe('circuit-open');
    expect(server.requests).toHaveLength(6);
  });

  it('stays closed for a server that lets calls wait while it writes to others', async () => {
    let writing: ReturnType<typeof setInterval> | undefined;
    server = await startModelServer((response, _body, count) => {
      if (count > 0) return;
      sse(response);
      writing = setInterval(() => response.write(chunk({ content: 'and ' })), 10);
    });
    const narrow = model({ attempts: 1, connectMs: 100, breakAfter: 2 });
    const leaving = new AbortController();
    let begun = () => {};
    const first = new Promise<void>((resolve) => (begun = resolve));
    const long = codeOf(narrow.reply(request, { signal: leaving.signal, onDelta: () => begun() }));
    await first;
    for (let i = 0; i < 4; i++) expect(await codeOf(narrow.reply(request))).toBe('timeout');
    expect(server.requests).toHaveLength(5);
    leaving.abort();
    expect(await long).toBe('aborted');
    clearInterval(writing);
  });
});

describe('the limit', () => {
  it('keeps so many calls under way at one place, and no more', async () => {
    let now = 0;
    let most = 0;
    server = await startModelServer(async (response) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 10));
      now--;
      fine(response);
    });
    const open = openModels({ policy: { concurrency: 3 } });
    const names = ['a', 'b'].map((name) => `hf:${name}@${server.url}/v1`);
    await Promise.all(Array.from({ length: 12 }, (_, i) => open(names[i % 2] ?? '').reply(request)));
    expect(most).toBe(3);
    expect(open(names[0] ?? '')).toBe(open(names[0] ?? ''));
  });
});

describe('an abort', () => {
  it.each([
    ['before the answer', silent],
    ['before the first word', head],
    ['in the middle', half],
    ['in a pause', busy],
  ])('%s ends the call at once, and its connection', async (_when, behave) => {
    server = await startModelServer(behave);
    const controller = new AbortController();
    const patient = model({ backoffMs: 60_000, backoffCapMs: 60_000, random: () => 1 });
    const call = codeOf(patient.reply(request, { signal: controller.signal }));
    await server.arrived(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    expect(await call).toBe('aborted');
    await server.settled();
    expect(server.requests).toHaveLength(1);
  });

  it('before the call, or in line, sends nothing', async () => {
    server = await startModelServer(silent);
    const narrow = model({ concurrency: 1 });
    expect(await codeOf(narrow.reply(request, { signal: AbortSignal.abort() }))).toBe('aborted');
    expect(server.requests).toEqual([]);
    const [first, second] = [new AbortController(), new AbortController()];
    const calls = [first, second].map(({ signal }) => codeOf(narrow.reply(request, { signal })));
    await server.arrived(1);
    second.abort();
    expect(await calls[1]).toBe('aborted');
    first.abort();
    await server.settled();
    expect(server.requests).toHaveLength(1);
  });

  it('does not count against the server', async () => {
    server = await startModelServer((response, { max_tokens }) => (max_tokens === 1 ? fine : half)(response));
    const well = model({ attempts: 1, breakAfter: 2 });
    for (let i = 0; i < 4; i++) {
      const controller = new AbortController();
      const aborted = { signal: controller.signal, onDelta: () => controller.abort() };
      expect(await codeOf(well.reply(request, aborted))).toBe('aborted');
    }
    expect(await codeOf(well.reply({ ...request, maxTokens: 1 }))).toBe('fine');
  });
});
