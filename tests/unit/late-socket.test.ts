import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LateSocket } from '../../db/connection/late-socket.ts';

let server: Server;
let answers = true;
let ends: Socket[] = [];
beforeEach(async () => {
  answers = true;
  ends = [];
  server = createServer((socket) => {
    ends.push(socket);
    socket.on('data', (piece) => answers && socket.write(piece)).on('error', () => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  for (const end of ends) end.destroy();
  server.close();
});

async function open(): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

it('keeps what is written until its server is chosen, and its order', async () => {
  const chosen = Promise.withResolvers<void>();
  const socket = new LateSocket(() => chosen.promise.then(open)).connect();
  for (const piece of ['a', 'b', 'c']) socket.write(piece);
  chosen.resolve();
  await once(socket, 'connect');
  socket.write('d');
  let said = '';
  socket.on('data', (piece) => {
    said += piece;
  });
  await vi.waitFor(() => expect(said).toBe('abcd'));
  socket.end();
  await once(socket, 'close');
  expect(socket.readyState).toBe('closed');
});

it('brings a large answer whole to a reader that pauses', async () => {
  const socket = new LateSocket(open).connect();
  const sent = Buffer.alloc(3_000_000, 'x');
  socket.write(sent);
  let bytes = 0;
  for await (const piece of socket) {
    bytes += piece.length;
    if (bytes % 7 === 0) await sleep(1);
    if (bytes === sent.length) break;
  }
  expect(bytes).toBe(sent.length);
});

it('ends with the reason why no server could be chosen, and by the end of its server', async () => {
  const none = new LateSocket(() => Promise.reject(new Error('no primary'))).connect();
  const [error] = await once(none, 'error');
  expect(error).toMatchObject({ message: 'no primary' });
  expect(none.destroyed).toBe(true);

  const socket = new LateSocket(open).connect();
  await once(socket, 'connect');
  await vi.waitFor(() => expect(ends).toHaveLength(1));
  socket.resume();
  ends[0]?.end();
  await once(socket, 'close');
});

it('given up while its server is being chosen, leaves no connection behind', async () => {
  let aborted = false;
  const chosen = Promise.withResolvers<void>();
  const socket = new LateSocket(async (signal) => {
    await chosen.promise;
    aborted = signal.aborted;
    return open();
  }).connect();
  socket.destroy();
  chosen.resolve();
  await vi.waitFor(() => expect(ends[0]?.readableEnded || ends[0]?.destroyed).toBe(true));
  expect(aborted).toBe(true);
});

it('ends when its server owes an answer and is gone, and not while it only thinks', async () => {
  let [gone, asked] = [false, 0];
  const isGone = async () => {
    asked++;
    return gone;
  };
  const socket = new LateSocket(open, isGone, 10).connect();
  await once(socket, 'connect');
  await sleep(30);
  expect(asked).toBe(0);
  socket.write('answered');
  await once(socket, 'data');
  await sleep(30);
  expect(asked).toBe(0);
  answers = false;
  socket.write('not answered');
  await vi.waitFor(() => expect(asked).toBeGreaterThan(2));
  expect(socket.destroyed).toBe(false);
  gone = true;
  const [error] = await once(socket, 'error');
  expect(error).toMatchObject({ code: '08006' });
});
