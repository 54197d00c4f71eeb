import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface RawServer {
  url: string;
  /** Bytes sent so far, on all connections. */
  sent: () => number;
  /** Resolves when all connections so far are closed. */
  hungUp(): Promise<void>;
  close(): Promise<void>;
}

/** Makes the answer to a request. Each piece is sent when the client has read enough (back-pressure). */
export type Answer = (request: string) => Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** A raw TCP server that can send anything, for ever. */
export async function startRawServer(answer: Answer): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const closed = new Set<Promise<unknown>>();
  let earlier = 0;
  const server = createServer(async (socket) => {
    sockets.add(socket);
    closed.add(new Promise((resolve) => socket.on('close', resolve)));
    socket.on('close', () => {
      sockets.delete(socket);
      earlier += socket.bytesWritten;
    });
    socket.on('error', () => {});
    const gone = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    const next = (event: string) => Promise.race([gone, new Promise((resolve) => socket.once(event, resolve))]);
    const first = (await next('data')) as Buffer | undefined;
    if (!first) return;
    for await (const piece of answer(first.toString('latin1'))) {
      if (socket.destroyed) return;
      if (!socket.write(piece)) await next('drain');
    }
    socket.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, earlier),
    hungUp: async () => void (await Promise.all(closed)),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export const head = (headers: string, status = '200 OK'): string => `HTTP/1.1 ${status}\r\n${headers}\r\n\r\n`;

/** The head of a response without a length. The end of the connection ends it. */
export const streamHead = head('content-type: text/event-stream\r\nconnection: close');

export function* forEver(piece: string | Uint8Array, first: string = streamHead): Generator<string | Uint8Array> {
  yield first;
  for (;;) yield piece;
}
