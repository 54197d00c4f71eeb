import { createServer, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from '../../src/ops/listen.ts';

/** A load balancer before HTTP servers on this machine, as small as one can be. */
export interface Balancer {
  url: string;
  /** How often a server was gone and the next one was tried. */
  retried: number;
  close(): Promise<void>;
}

/** How often all servers are tried. nginx tries them once (`proxy_next_upstream error`). */
const ROUNDS = 20;

/** Sends each request to the next of `ports` that takes connections. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  let turn = 0;
  const server = createServer(async (incoming, outgoing) => {
    const body = await readAll(incoming);
    for (let tried = 0; tried < ROUNDS * ports.length; tried++) {
      const port = ports[turn++ % ports.length] ?? 0;
      const answer = await send(port, incoming, body).catch(() => null);
      if (answer) return void outgoing.writeHead(answer.status, answer.headers).end(answer.body);
      balancer.retried++;
      if (tried % ports.length === ports.length - 1) await sleep(20);
    }
    outgoing.writeHead(502).end();
  });
  const port = await listen(server, 0, '127.0.0.1');
  const balancer: Balancer = {
    url: `http://127.0.0.1:${port}/interactions`,
    retried: 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return balancer;
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function send(port: number, { url, method, headers }: IncomingMessage, body: Buffer) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: url, method, headers, agent: false }, async (answer) =>
      resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: await readAll(answer) }),
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
