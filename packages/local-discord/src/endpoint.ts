import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { State } from './discord-state.ts';
import { DiscordRefusal, problemText } from './errors.ts';
import { acknowledge, type Callback } from './interaction-responses.ts';
import type { PendingInteraction } from './pending-interaction.ts';
import { schemaOf } from './rest/interactions.ts';
import { schemaProblems } from './schema-check.ts';

export interface Endpoint {
  /** Ed25519 public key that verifies the requests: 64 hexadecimal digits. */
  readonly publicKey: string;
  /**
   * Sends all interactions to this address from now on.
   * The checks are those of the Developer Portal.
   * @throws when the address does not answer a ping, or accepts a wrong signature.
   */
  use(url: string): Promise<void>;
}

/** Interactions over HTTP instead of the gateway, with signatures as Discord makes them. */
export function createEndpoint(state: State): Endpoint {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    async use(url) {
      const ping = JSON.stringify({ id: state.nextId(), application_id: state.applicationId, type: 1, version: 1 });
      const pong = await post(url, ping, privateKey, state.clock.now());
      if (pong.status !== 200 || ((await pong.json()) as { type?: number }).type !== 1)
        throw new Error('The interactions endpoint did not answer the ping.');
      const stranger = generateKeyPairSync('ed25519').privateKey;
      if ((await post(url, ping, stranger, state.clock.now())).status !== 401)
        throw new Error('The interactions endpoint takes requests with a wrong signature.');
      state.deliver = (pending) => void deliver(state, url, privateKey, pending).catch(() => {});
    },
  };
}

async function deliver(state: State, url: string, key: KeyObject, pending: PendingInteraction): Promise<void> {
  const response = await post(url, JSON.stringify(pending.payload), key, state.clock.now());
  // With 202, the bot sends the callback in a request of its own.
  if (response.status !== 200) return;
  const body = (await response.json()) as Callback;
  const problems = schemaProblems(schemaOf(body), body).map(problemText);
  try {
    acknowledge(state, pending.id, pending.token, body, new Map());
  } catch (error) {
    if (!(error instanceof DiscordRefusal)) throw error;
    if (error.isViolation) problems.push(error.message);
  }
  for (const problem of problems) state.violations.push({ method: 'POST', path: '/interactions', problem });
}

function post(url: string, body: string, key: KeyObject, now: number): Promise<Response> {
  const timestamp = String(Math.floor(now / 1000));
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-signature-timestamp': timestamp,
      'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), key).toString('hex'),
    },
    body,
  });
}
