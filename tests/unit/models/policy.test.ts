import { afterEach, describe, expect, it } from 'vitest';
import { ModelError } from '../../../src/models/model-error.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { chunk, type ModelServer, sse, startModelServer } from '../../support/model-server.ts';

let server: ModelServer;
afterEach(() => server.close());

const request = { messages: [{ role: 'user' as const, content: 'Hello?' }], maxTokens: 100 };
const model = (policy = {}) => openModels({ policy: { backoffMs: 1, ...policy } })(`hf:model@${server.url}/v1`);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error: unknown) => (error instanceof ModelError ? error.code : String(error)),
  );
const fine = `${chunk({ content: 'fine' }, 'stop')}data: [DONE]\n\n`;

describe('time-outs', () => {
  it.each([
    ['connectMs', () => {}],
    ['firstTokenMs', (response: Parameters<typeof sse>[0]) => void sse(response).flushHeaders()],
    ['idleMs', (response: Parameters<typeof sse>[0]) => void sse(response).write(chunk({ content: 'and then' }))],
  ])('%s ends a stall', async (which, behave) => {
    server = await startModelServer(behave);
    expect(await codeOf(model({ attempts: 1, [which]: 50 }).reply(request))).toBe('timeout');
  });

  it('callMs ends it all, pauses between attempts included', async () => {
    server = await startModelServer((response) => void response.writeHead(503).end());
    expect(await codeOf(model({ attempts: 50, backoffMs: 60_000, random: () => 1, callMs: 80 }).reply(request))).toBe(
      'timeout',
    );
    expect(server.requests.length).toBeLessThanOrEqual(2);
  });
});

describe('retries', () => {
  it('go on where another try may help', async () => {
    server = await startModelServer((response, _body, count) => {
      if (count < 2) response.writeHead([503, 429][count] ?? 500, { 'retry-after': '0' }).end();
      else sse(response).end(fine);
    });
    expect((await model().reply(request)).text).toBe('fine');
    expect(server.requests).toHaveLength(3);
  });

  it('stop where it cannot', async () => {
    server = await startModelServer((response) => void response.writeHead(400).end());
    expect(await codeOf(model().reply(request))).toBe('bad-request');
    expect(server.requests).toHaveLength(1);
  });

  it('wait as long as the server asks, up to the cap', async () => {
    server = await startModelServer((response, _body, count) => {
      if (count === 0) response.writeHead(429, { 'retry-after': '3600' }).end();
      else sse(response).end(fine);
    });
    const begun = performance.now();
    await model({ backoffCapMs: 60 }).reply(request);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(59);
  });
});

describe('a dead server', () => {
  it('gets a bounded number of requests, however many are waiting', async () => {
    server = await startModelServer((response) => void response.writeHead(503).end());
    const dead = model({ attempts: 4, breakAfter: 5, breakMs: 60_000, concurrency: 4 });
    const codes = await Promise.all(Array.from({ length: 200 }, () => codeOf(dead.reply(request))));
    expect(server.requests.length).toBeLessThan(30);
    expect(codes.every((code) => code === 'unavailable' || code === 'circuit-open')).toBe(true);
    expect(await codeOf(dead.reply(request))).toBe('circuit-open');
  });

  it('is tried again after a rest', async () => {
    let alive = false;
    server = await startModelServer(
      (response) => void (alive ? sse(response).end(fine) : response.writeHead(503).end()),
    );
    const sick = model({ attempts: 1, breakAfter: 2, breakMs: 40 });
    for (let i = 0; i < 3; i++) await codeOf(sick.reply(request));
    expect(await codeOf(sick.reply(request))).toBe('circuit-open');
    alive = true;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await codeOf(sick.reply(request))).toBe('fine');
  });
});

describe('the limit', () => {
  it('keeps so many calls under way, and no more', async () => {
    let now = 0;
    let most = 0;
    server = await startModelServer(async (response) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 10));
      now--;
      sse(response).end(fine);
    });
    const busy = model({ concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, () => busy.reply(request)));
    expect(most).toBe(3);
  });
});

describe('an abort', () => {
  it.each([
    ['before the answer', () => {}],
    ['in the middle', (response: Parameters<typeof sse>[0]) => void sse(response).write(chunk({ content: 'half' }))],
    ['in a pause', (response: Parameters<typeof sse>[0]) => void response.writeHead(503).end()],
  ])('%s ends the call at once, and its connection', async (_when, behave) => {
    server = await startModelServer(behave);
    const controller = new AbortController();
    const call = codeOf(model({ backoffMs: 60_000, random: () => 1 }).reply(request, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 60);
    expect(await call).toBe('aborted');
    expect(server.requests).toHaveLength(1);
  });

  it('before the call sends nothing', async () => {
    server = await startModelServer(() => {});
    expect(await codeOf(model().reply(request, { signal: AbortSignal.abort() }))).toBe('aborted');
    expect(server.requests).toEqual([]);
  });
});
