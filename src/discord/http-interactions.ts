import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type APIInteraction, type Client, InteractionResponseType, InteractionType } from 'discord.js';
import { listen } from '../ops/listen.ts';
import type { Log } from '../ops/log.ts';
import { readInteraction } from './http/interaction-body.ts';
import { readBody } from './http/read-body.ts';
import { openRefusals } from './http/refusals.ts';
import { isSigned, readKey, readSignature } from './http/signature.ts';
import type { InlineRest } from './inline-rest.ts';
import { turnAwaySlowClients } from './slow-clients.ts';

export interface HttpInteractionsOptions {
  /** The application's public key, 64 hexadecimal digits. */
  publicKey: string;
  port: number;
  client: Client;
  rest: InlineRest;
  log: Log;
  /** How long a request may take to arrive, in milliseconds. 5,000 by default. */
  arriveWithinMs?: number;
}

/**
 * Discord waits three seconds. A later acknowledgement is sent as a request of its own, which Discord then
 * refuses.
 */
const ANSWER_WITHIN_MS = 2900;
/** The largest body that is read, in bytes. Discord's own are some kilobytes. */
const LONGEST = 1024 * 1024;
const PATH = '/interactions';

interface Answer {
  status: number;
  /** A string is sent as text and an object as JSON. Without it the response has no body. */
  body?: string | object;
  headers?: Record<string, string>;
}

/**
 * Receives interactions over HTTP instead of the gateway. This needs no shards, so any number of processes
 * may stand behind one load balancer. Every request's signature is checked. Discord sends wrong signatures on
 * purpose, and anybody can send requests: refused ones are not kept, read only as far as needed, and answered
 * with a bare status.
 */
export async function startHttpInteractions(
  options: HttpInteractionsOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const key = readKey(options.publicKey);
  const refused = openRefusals(options.log, Date.now);

  const answer = async (request: IncomingMessage): Promise<Answer | null> => {
    const path = request.url?.split('?', 1)[0];
    if (path === '/health')
      return isRead(request) ? { status: 200, body: 'ok' } : { status: 405, headers: { allow: 'GET, HEAD' } };
    if (path !== PATH) return { status: 404 };
    if (request.method !== 'POST') return { status: 405, headers: { allow: 'POST' } };
    const signature = readSignature(request.headers, Date.now());
    if (!signature) return { status: 401, body: 'invalid request signature' };
    const body = await readBody(request, LONGEST);
    if (body === null) return null;
    if (body === 413) return { status: 413 };
    if (!isSigned(key, signature, body)) return { status: 401, body: 'invalid request signature' };
    const interaction = readInteraction(body);
    if (!interaction) return { status: 400, body: 'this is no interaction' };
    if (interaction.type === InteractionType.Ping) return { status: 200, body: { type: InteractionResponseType.Pong } };
    return answerTo(interaction, options);
  };

  const arriveWithin = options.arriveWithinMs ?? 5000;
  const limits = {
    headersTimeout: arriveWithin,
    requestTimeout: arriveWithin,
    connectionsCheckingInterval: arriveWithin / 5,
  };
  const server = createServer(limits, async (request, response) => {
    const found = await answer(request).catch((error): Answer => {
      options.log.error({ error }, 'a request with an interaction failed');
      return { status: 503 };
    });
    if (found === null) return refused(400);
    if (found.status >= 400) refused(found.status);
    send(request, response, found);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const status = statusOf(error);
    refused(status);
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    else socket.destroy();
  });
  turnAwaySlowClients(server);
  const port = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}${PATH}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const isRead = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD';

/** The status for bytes that the HTTP parser could not read as a request. */
function statusOf({ code }: NodeJS.ErrnoException): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
}

function send(request: IncomingMessage, response: ServerResponse, { status, body = '', headers = {} }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    'content-type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json',
    'content-length': Buffer.byteLength(text),
    // Nothing else on this connection is of interest.
    ...(status >= 400 ? { connection: 'close' } : {}),
  });
  response.end(request.method === 'HEAD' ? '' : text);
}

/**
 * Hands an interaction to discord.js, as the gateway would. From here on nothing depends on how it arrived.
 */
async function answerTo(interaction: APIInteraction, { client, rest }: HttpInteractionsOptions): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const forget = rest.expect(interaction.id, (body) => resolve({ status: 200, body: body as object }));
  // The command acknowledged by a request of its own, or is too late.
  const timer = setTimeout(() => resolve({ status: 202 }), ANSWER_WITHIN_MS);
  try {
    (client as unknown as ClientActions).actions.InteractionCreate.handle(interaction);
  } catch {
    // It is signed, but discord.js cannot parse it.
    resolve({ status: 400, body: 'this is no interaction' });
  }
  return promise.finally(() => {
    clearTimeout(timer);
    forget();
  });
}

interface ClientActions {
  actions: { InteractionCreate: { handle(data: APIInteraction): void } };
}
