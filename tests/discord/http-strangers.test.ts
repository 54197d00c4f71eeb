import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { Events, Routes } from 'discord.js';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startHttpInteractions } from '../../src/discord/http-interactions.ts';
import { openDiscord } from '../../src/discord/open-discord.ts';
import { runs } from '../support/fuzz.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const hex = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
const lines: string[] = [];
const log = pino(
  {},
  new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  }),
);
const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);

let server: Awaited<ReturnType<typeof startHttpInteractions>>;
let port: number;
let handed: unknown[];
let printed: { mock: { calls: unknown[] } }[];

beforeAll(async () => {
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  const { client, rest } = openDiscord({ token: 'token' });
  client.on(Events.InteractionCreate, (interaction) => {
    handed.push(interaction);
    void rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body: { type: 6 }, auth: false });
  });
  server = await startHttpInteractions({ publicKey: hex, port: 0, client, rest, log, arriveWithinMs: 500 });
  port = Number(new URL(server.url).port);
});
beforeEach(() => {
  handed = [];
  printed = [vi.spyOn(console, 'error'), vi.spyOn(console, 'log'), vi.spyOn(process.stderr, 'write')];
});
afterAll(async () => {
  await server.close();
  process.off('unhandledRejection', note);
  process.off('uncaughtException', note);
  expect(unhandled).toEqual([]);
});

const signed = (body: Buffer | string, { timestamp = `${Math.floor(Date.now() / 1000)}` } = {}) => ({
  'x-signature-timestamp': timestamp,
  'x-signature-ed25519': sign(null, Buffer.concat([Buffer.from(timestamp), Buffer.from(body)]), privateKey).toString(
    'hex',
  ),
});

const send = async (body: Buffer | string, headers: Record<string, string> = signed(body), path = '/interactions') => {
  const sent = { method: 'POST', headers, body: Buffer.from(body) };
  return (await fetch(`http://127.0.0.1:${port}${path}`, sent)).status;
};

/** Opens a connection. @returns all data until it is closed. */
async function raw(say: (socket: Socket) => void): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk));
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  say(socket);
  await closed;
  return heard;
}
const statusOf = (heard: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1] ?? 0);
const head = (headers: Record<string, string | number>, line = 'POST /interactions HTTP/1.1') =>
  `${line}\r\nhost: x\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;

const plausible = () => ({
  'x-signature-timestamp': Math.floor(Date.now() / 1000),
  'x-signature-ed25519': '0'.repeat(128),
});

function expectQuiet() {
  for (const spy of printed) expect(spy.mock.calls).toEqual([]);
  expect(lines.length).toBeLessThanOrEqual(1);
  for (const line of lines) expect(Object.keys(JSON.parse(line))).not.toContain('error');
}

describe('what strangers send', () => {
  it('and break off in the middle prints nothing, however often', async () => {
    await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        raw((socket) => {
          socket.write(head({ ...plausible(), 'content-length': 1000 }) + '{"type":1'.repeat(at % 5));
          setTimeout(() => (at % 2 === 0 ? socket.destroy() : socket.resetAndDestroy()), 5);
        }),
      ),
    );
    expectQuiet();
    expect(await send('{"type":1}')).toBe(200);
  });

  it.each([
    ['nothing but a signature that is none', head({ 'content-length': 2, 'x-signature-ed25519': 'zz' }), 401],
    ['two signatures', head({ ...plausible(), 'X-Signature-Ed25519': '1'.repeat(128), 'content-length': 0 }), 401],
    ['a body that is announced and too large', head({ ...plausible(), 'content-length': 5_000_000 }), 413],
    ['a length that is none', head({ 'content-length': '1x' }), 400],
    ['a length below zero', head({ 'content-length': -1 }), 400],
    ['two lengths', `${head({ 'content-length': 1 }).slice(0, -2)}content-length: 2\r\n\r\n`, 400],
    ['a length and chunks', head({ 'content-length': 5, 'transfer-encoding': 'chunked' }), 400],
    ['chunks that are none', `${head({ ...plausible(), 'transfer-encoding': 'chunked' })}zz\r\n`, 400],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['a line that never ends', `GET /${'x'.repeat(70_000)} HTTP/1.1\r\n`, 431],
    ['headers without end', `${head({}).slice(0, -2)}${'a: b\r\n'.repeat(10_000)}`, 431],
    ['another method', head({ 'content-length': 0 }, 'PUT /interactions HTTP/1.1'), 405],
    ['a method that is none', head({}, 'FROB /interactions HTTP/1.1'), 400],
    ['another path', head({ 'content-length': 0 }, 'POST /interactions/.. HTTP/1.1'), 404],
    ['a whole address', head({ 'content-length': 0 }, 'POST http://x/interactions HTTP/1.1'), 404],
    ['a question about health by another method', head({ 'content-length': 0 }, 'POST /health HTTP/1.1'), 405],
  ])('%s', async (_, text, status) => {
    expect(statusOf(await raw((socket) => socket.write(text)))).toBe(status);
    expectQuiet();
  });

  it.each([
    ['a body that never comes', head({ ...plausible(), 'content-length': 100 })],
    ['a body that comes drop by drop', head({ ...plausible(), 'transfer-encoding': 'chunked' })],
    ['a request that never ends', 'POST /interactions HTTP/1.1\r\nhost: x\r\n'],
  ])('is given up when it is too slow: %s', async (_, text) => {
    let drops: NodeJS.Timeout | undefined;
    const heard = await raw((socket) => {
      socket.write(text);
      drops = setInterval(() => socket.writable && text.includes('chunked') && socket.write('1\r\nx\r\n'), 50);
    });
    clearInterval(drops);
    expect(statusOf(heard)).toBe(408);
    expectQuiet();
  });

  it('more than a megabyte, in chunks, is not read to its end', async () => {
    let written = 0;
    const heard = await raw((socket) => {
      socket.write(head({ ...plausible(), 'transfer-encoding': 'chunked' }));
      const more = () => {
        while (!socket.destroyed && written < 1e9 && socket.write(`10000\r\n${'x'.repeat(65_536)}\r\n`))
          written += 65_536;
      };
      socket.on('drain', more);
      more();
    });
    // The answer may be lost when the connection ends while we are still sending.
    expect([413, 0]).toContain(statusOf(heard));
    expect(written).toBeLessThan(20e6);
    expectQuiet();
  });

  it('is logged once a minute, as figures', () => {
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 40, refused: {} });
  });

  it('answers who asks for health, and only reads', async () => {
    expect(await raw((socket) => socket.write(head({ connection: 'close' }, 'HEAD /health HTTP/1.1')))).toMatch(
      /200 OK[\s\S]+\r\n\r\n$/,
    );
    expect(await (await fetch(`http://127.0.0.1:${port}/health?x=1`)).text()).toBe('ok');
  });
});

const user = { id: '7', username: 'ada', discriminator: '0', global_name: 'Ada', avatar: null };
const base = {
  id: '1',
  application_id: '2',
  token: 'aW50',
  version: 1,
  locale: 'en-US',
  app_permissions: '0',
  authorizing_integration_owners: {},
  entitlements: [],
  user,
};
const slash = {
  ...base,
  type: 2,
  data: { id: '3', name: 'ask', type: 1, options: [{ name: 'prompt', type: 3, value: 'Why?' }] },
};
const press = { ...base, type: 3, data: { custom_id: 'x', component_type: 2 }, message: { id: '4', channel_id: '5' } };
const form = {
  ...base,
  type: 5,
  data: {
    custom_id: 'x',
    components: [{ type: 18, id: 1, component: { type: 4, id: 2, custom_id: 'y', value: 'z' } }],
  },
};
const typing = {
  ...base,
  type: 4,
  data: { id: '3', name: 'ask', type: 1, options: [{ name: 'prompt', type: 3, value: 'W', focused: true }] },
};

describe('what is signed', () => {
  it.each([
    ['a ping', { type: 1 }],
    ['a ping with more', { type: 1, id: 4, data: null, token: [], extra: { deep: [1] } }],
    ['a question', slash],
    ['a button', press],
    ['a form', form],
    ['what is being typed', typing],
    ['a question of a server that sells something', { ...slash, entitlements: [{ id: '9', sku_id: '8' }] }],
    ['nulls where Discord says nothing', { ...slash, guild_id: null, member: null, guild_locale: null, channel: null }],
  ])('%s is answered', async (_, body) => {
    expect(await send(JSON.stringify(body))).toBe(200);
  });

  const deep = (times: number) => `${'['.repeat(times)}${']'.repeat(times)}`;
  const without = (of: object, key: string) => Object.fromEntries(Object.entries(of).filter(([name]) => name !== key));
  it.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['white space', ' '],
    ['a text', '"x"'],
    ['a figure', '1'],
    ['a list', '[]'],
    ['a list of interactions', JSON.stringify([slash])],
    ['a list in a list in a list', deep(100_000)],
    ['an object in an object in an object', `${'{"type":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x7b, 0x7d])],
    ['a prototype', '{"__proto__":{"type":1},"constructor":{"prototype":{}}}'],
    ['a type that nobody knows', JSON.stringify({ ...slash, type: 6 })],
    ['a type that is a text', JSON.stringify({ ...slash, type: '2' })],
    ['a command without data', JSON.stringify(without(slash, 'data'))],
    ['a command whose data are a list', JSON.stringify({ ...slash, data: [] })],
    ['a command of an unknown kind', JSON.stringify({ ...slash, data: { ...slash.data, type: 9 } })],
    ['a command by nobody', JSON.stringify(without(slash, 'user'))],
    ['options that are no list', JSON.stringify({ ...slash, data: { ...slash.data, options: {} } })],
    [
      'options five deep',
      JSON.stringify({
        ...slash,
        data: {
          ...slash.data,
          options: [
            { name: 'a', type: 2, options: [{ name: 'a', type: 1, options: [{ name: 'a', type: 1, options: [] }] }] },
          ],
        },
      }),
    ],
    ['an id that is a figure', JSON.stringify({ ...slash, id: 1 })],
    ['an id with a path in it', JSON.stringify({ ...slash, id: '1/../2' })],
    ['a token with a path in it', JSON.stringify({ ...slash, token: '../../x' })],
    ['a component of an unknown kind', JSON.stringify({ ...press, data: { custom_id: 'x', component_type: 99 } })],
    ['a component whose name is an object', JSON.stringify({ ...press, data: { custom_id: {}, component_type: 2 } })],
    ['a component below nothing', JSON.stringify(without(press, 'message'))],
    ['a form without fields', JSON.stringify({ ...form, data: { custom_id: 'x' } })],
    ['a form of nulls', JSON.stringify({ ...form, data: { custom_id: 'x', components: [null] } })],
    ['a language that is a figure', JSON.stringify({ ...slash, locale: 5 })],
  ])('and no interaction is refused: %s', async (_, body) => {
    expect(await send(body)).toBe(400);
    expect(handed).toEqual([]);
  });

  it('is never answered with a failure, whatever is wrong in it', async () => {
    const places = (value: unknown, at: readonly string[] = []): string[][] =>
      value !== null && typeof value === 'object'
        ? Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...places(inner, [...at, key])])
        : [];
    const changed = fc.constantFrom(slash, press, form, typing).chain((body) =>
      fc
        .tuple(
          fc.constantFrom(...places(body)),
          fc.oneof(fc.jsonValue(), fc.constantFrom('', '1', -1, 1e99, null, [[]], { id: 1 }, 'x'.repeat(5000))),
        )
        .map(([path, value]) => {
          const copy = structuredClone(body) as Record<string, unknown>;
          let inner = copy;
          for (const key of path.slice(0, -1)) inner = inner[key] as Record<string, unknown>;
          inner[path.at(-1) ?? ''] = value;
          return JSON.stringify(copy);
        }),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, fc.json(), fc.string()), async (body) => {
        expect([200, 400]).toContain(await send(body));
      }),
      { numRuns: runs(400) },
    );
    expect(lines.some((line) => 'error' in JSON.parse(line))).toBe(false);
  }, 120_000);
});
