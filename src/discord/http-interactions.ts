import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type APIInteraction, type Client, InteractionResponseType, InteractionType } from 'discord.js';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Log } from '../ops/log.ts';
import type { InlineRest } from './inline-rest.ts';
import { impatient, turnAwaySlowClients } from './slow-clients.ts';

export interface HttpInteractionsOptions {
  /** The application's, 64 hexadecimal digits. */
  publicKey: string;
  port: number;
  client: Client;
  rest: InlineRest;
  log: Log;
}

/** Discord gives up after three seconds; what comes later goes the ordinary way, and is refused there. */
const ANSWER_WITHIN_MS = 2900;

/**
 * Takes interactions over HTTP instead of the gateway, for which no shard is needed: any number of processes behind one address. Every
 * request is checked against the application's key; Discord sends wrong ones on purpose.
 */
export async function startHttpInteractions(
  options: HttpInteractionsOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const key = readKey(options.publicKey);
  const app = new Hono();
  app.get('/health', (c) => c.text('ok'));
  app.post('/interactions', bodyLimit({ maxSize: 1024 * 1024 }), async (c) => {
    const body = await c.req.text();
    const signed = { timestamp: c.req.header('x-signature-timestamp'), signature: c.req.header('x-signature-ed25519') };
    if (!isSigned(key, signed, body)) return c.text('invalid request signature', 401);
    if (!isFresh(signed.timestamp)) return c.text('this was signed too long ago', 401);
    const interaction = readInteraction(body);
    if (!interaction) return c.text('this is no interaction', 400);
    if (interaction.type === InteractionType.Ping) return c.json({ type: InteractionResponseType.Pong });
    const answer = await answerTo(interaction, options);
    // Answered by a request of its own, or too late.
    return answer === null ? c.body(null, 202) : c.json(answer);
  });
  const server = serve({ fetch: app.fetch, port: options.port, serverOptions: impatient }) as Server;
  turnAwaySlowClients(server);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/interactions`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function readInteraction(body: string): APIInteraction | null {
  try {
    const read = JSON.parse(body) as APIInteraction | null;
    const isOne = typeof read?.type === 'number' && (read.type === InteractionType.Ping || typeof read.id === 'string');
    return isOne ? read : null;
  } catch {
    return null;
  }
}

function answerTo(interaction: APIInteraction, { client, rest }: HttpInteractionsOptions): Promise<object | null> {
  const { promise, resolve } = Promise.withResolvers<object | null>();
  const forget = rest.expect(interaction.id, (body) => resolve(body as object));
  const timer = setTimeout(() => resolve(null), ANSWER_WITHIN_MS);
  // As the gateway would hand it over; from here on nothing knows how it came.
  (client as unknown as ClientActions).actions.InteractionCreate.handle(interaction);
  return promise.finally(() => {
    clearTimeout(timer);
    forget();
  });
}

interface ClientActions {
  actions: { InteractionCreate: { handle(data: APIInteraction): void } };
}

/** An Ed25519 key has 32 bytes; DER says in front of them what they are (RFC 8410). */
const readKey = (hex: string): KeyObject =>
  createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(hex, 'hex')]),
    format: 'der',
    type: 'spki',
  });

/** Whoever gets hold of a request of Discord's cannot send it again later; clocks may differ by so much. */
const FRESH_MS = 5 * 60_000;

const isFresh = (timestamp = ''): boolean => Math.abs(Date.now() - Number(timestamp) * 1000) < FRESH_MS;

interface Signed {
  timestamp: string | undefined;
  signature: string | undefined;
}

function isSigned(key: KeyObject, { timestamp, signature }: Signed, body: string): boolean {
  if (!timestamp || !signature || !/^[0-9a-f]{128}$/i.test(signature)) return false;
  return verify(null, Buffer.from(timestamp + body), key, Buffer.from(signature, 'hex'));
}
