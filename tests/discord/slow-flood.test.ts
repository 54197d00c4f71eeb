import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHttpInteractions } from '../../src/discord/http-interactions.ts';
import { openDiscord } from '../../src/discord/open-discord.ts';
import { openLog } from '../../src/ops/log.ts';

/** Discord's ping, which needs an answer within three seconds, whatever other clients do. */
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const hex = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
const ping = JSON.stringify({ id: '1', type: 1 });

let http: Awaited<ReturnType<typeof startHttpInteractions>>;
let sockets: Socket[];
beforeEach(async () => {
  sockets = [];
  const { client, rest } = openDiscord({ token: 'token' });
  client.on(Events.InteractionCreate, () => {});
  http = await startHttpInteractions({ publicKey: hex, port: 0, client, rest, log: openLog('silent') });
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await http.close();
});

function headersFor(body: string, key: KeyObject = privateKey): Record<string, string> {
  const timestamp = `${Math.floor(Date.now() / 1000)}`;
  const signature = sign(null, Buffer.from(timestamp + body), key).toString('hex');
  return { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': signature };
}

async function open(): Promise<Socket> {
  const socket = connect(Number(new URL(http.url).port), '127.0.0.1');
  socket.on('error', () => {});
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

const head = (length: number, more: Record<string, string> = {}) =>
  [
    'POST /interactions HTTP/1.1',
    'host: x',
    `content-length: ${length}`,
    ...Object.entries(more).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');

/** Sends a ping on a new connection. @returns milliseconds until its answer. */
async function pinged(): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(http.url, {
    method: 'POST',
    body: ping,
    headers: { ...headersFor(ping), connection: 'close' },
    signal: AbortSignal.timeout(3000),
  });
  expect(answer.status).toBe(200);
  return performance.now() - begun;
}

const closed = (some: readonly Socket[]) =>
  some.filter(({ destroyed, readyState }) => destroyed || readyState === 'closed').length;

describe('a slow flood', () => {
  it.each([
    [
      'bodies that drip, rightly signed',
      async () => {
        const body = `"${'x'.repeat(500_000)}"`;
        const headers = headersFor(body);
        for (let i = 0; i < 500; i++)
          (await open()).write(`${head(body.length, headers)}\r\n\r\n${body.slice(0, 1000)}`);
      },
    ],
    [
      'connections that say nothing',
      async () => {
        for (let i = 0; i < 500; i++) await open();
      },
    ],
    [
      'heads that never end',
      async () => {
        for (let i = 0; i < 500; i++) (await open()).write(`${head(2)}\r\nx-${i}: `);
      },
    ],
    [
      'heads that are too long',
      async () => {
        for (let i = 0; i < 300; i++) (await open()).write(`${head(2)}\r\nx: ${'y'.repeat(60_000)}`);
      },
    ],
    [
      'clients that take no answer',
      async () => {
        for (let i = 0; i < 300; i++) {
          const socket = await open();
          socket.pause();
          socket.write(`${head(ping.length, headersFor(ping))}\r\n\r\n${ping}`.repeat(20));
        }
      },
    ],
  ])('of %s keeps nobody from an answer, and is ended', async (_, flood) => {
    await flood();
    for (let i = 0; i < 5; i++) expect(await pinged()).toBeLessThan(3000);
    // A paused socket does not notice that it was closed.
    for (const socket of sockets) socket.resume();
    // The server closes a connection that needs this long for one request.
    await expect.poll(() => closed(sockets), { timeout: 20_000 }).toBe(sockets.length);
  });

  it('of more connections than the process can hold costs the slowest ones', async () => {
    const begun: Socket[] = [];
    for (let i = 0; i < 1300; i++) begun.push((await open()).resume());
    await expect.poll(() => closed(begun.slice(0, 200))).toBe(200);
    expect(await pinged()).toBeLessThan(3000);
  });

  it('of pings is answered, each of them', async () => {
    const begun = performance.now();
    const all = Array.from({ length: 300 }, async (_, i) => {
      await sleep(i * 3);
      return pinged();
    });
    expect(Math.max(...(await Promise.all(all)))).toBeLessThan(3000);
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});
