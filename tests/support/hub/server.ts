import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Repo } from './repos.ts';
import { type Answer, type Asked, answer, type World } from './routes.ts';

export const TOKEN = 'hf_aTokenOfTheTests1234567890';

/** What happens to a request instead of the right answer: another one, or a cut. null: nothing. */
export type Fault = (asked: Asked) => Answer | 'cut' | 'cut after the work' | null | Promise<Answer | 'cut' | null>;

export interface HubServer {
  url: string;
  repos: Map<string, Repo>;
  /** The requests so far, as `METHOD /path`. */
  asked: string[];
  /** Bodies and headers of all requests and answers, to look for what must not be there. */
  fault: Fault;
  close(): Promise<void>;
}

/** Starts a hub of datasets, which forgets everything when it is closed. */
export async function startHubServer({ page = 3, part = 1000, port = 0 } = {}): Promise<HubServer> {
  const world: World = { repos: new Map(), page, part, parts: new Map() };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request).catch(() => null);
    if (body === null) return;
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const known = request.headers.authorization === `Bearer ${TOKEN}`;
    const asked: Asked = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body,
      known,
      base: url.origin,
    };
    hub.asked.push(`${asked.method} ${asked.path}`);
    const fault = await hub.fault(asked);
    if (fault === 'cut') return void request.socket.destroy();
    const wrongToken = request.headers.authorization !== undefined && !known && !asked.path.startsWith('/storage/');
    const {
      status,
      headers = {},
      body: out = '',
    } = fault !== null && fault !== 'cut after the work'
      ? fault
      : wrongToken
        ? { status: 401, body: { error: `Invalid credentials: ${request.headers.authorization}` } }
        : answer(world, asked);
    if (fault === 'cut after the work') return void request.socket.destroy();
    const bytes = Buffer.isBuffer(out) ? out : Buffer.from(typeof out === 'string' ? out : JSON.stringify(out));
    const type = Buffer.isBuffer(out) ? 'application/octet-stream' : 'application/json; charset=utf-8';
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const piece =
      range && status === 200 ? bytes.subarray(Number(range[1]), range[2] ? Number(range[2]) + 1 : undefined) : bytes;
    const ranged =
      range && status === 200
        ? { 'content-range': `bytes ${range[1]}-${Number(range[1]) + piece.length - 1}/${bytes.length}` }
        : {};
    response.writeHead(range && status === 200 ? 206 : status, {
      'content-type': type,
      'content-length': piece.length,
      'x-request-id': 'test',
      ...headers,
      ...ranged,
    });
    response.end(request.method === 'HEAD' ? undefined : piece);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const hub: HubServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    repos: world.repos,
    asked: [],
    fault: () => null,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return hub;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
