import { randomBytes } from 'node:crypto';
import { type APIMessage, MessageType } from 'discord-api-types/v10';
import type { State } from './discord-state.ts';
import type { Answer, Member } from './driver.ts';
import { type Owners, ownersAt } from './installations.ts';
import { interactionPayload } from './payloads.ts';
import { ACKNOWLEDGE_WITHIN, type Acknowledged, CALLBACK, type PendingInteraction } from './pending-interaction.ts';

/** The error in Discord's client when the bot does not acknowledge in time. */
const NO_ANSWER = 'The application did not respond';

export interface Sending {
  /** One of INTERACTION. */
  type: number;
  data: object;
  channelId: string;
  /** Who installed the bot, as far as it counts for this. Default: whoever did, where the channel is. */
  owners?: Owners;
  /** Fields of `interaction_metadata`, beside the id, the type and the user. */
  metadata: object;
  messageType?: number;
  /** The message with the component, or the one that the modal was opened from. */
  source?: APIMessage | undefined;
  targetId?: string;
}

export interface Sent {
  pending: PendingInteraction;
  result: Acknowledged;
  ackMs: number;
  /** The id of the first response with content. */
  content: Promise<string>;
}

/** Sends an interaction to the bot. @throws when the bot does not acknowledge it within three seconds. */
export async function send(state: State, member: Member, sending: Sending): Promise<Sent> {
  const { type, data, channelId, source } = sending;
  const id = state.nextId();
  const channel = state.channels.find((known) => known.id === channelId);
  const owners = sending.owners ?? ownersAt(state, member, channel);
  const token = randomBytes(32).toString('base64url');
  const acknowledged = Promise.withResolvers<Acknowledged>();
  const content = Promise.withResolvers<string>();
  // Most callers never await it: without this, its rejection would be unhandled.
  content.promise.catch(() => {});
  const tell = (change: 'sent' | 'answered' | 'failed') =>
    state.changed({ kind: 'interaction', interactionId: id, state: change });
  const stopWaiting = state.clock.after(ACKNOWLEDGE_WITHIN, () => {
    acknowledged.reject(new Error(NO_ANSWER));
    tell('failed');
  });
  const pending: PendingInteraction = {
    id,
    token,
    type,
    channelId,
    memberId: member.user.id,
    sentAt: state.clock.now(),
    payload: {
      ...interactionPayload(state, { id, token, type, data, channelId, member, owners }),
      ...(source ? { message: source } : {}),
    },
    metadata: {
      id,
      type,
      user: member.user,
      authorizing_integration_owners: owners,
      ...sending.metadata,
    },
    messageType: sending.messageType ?? MessageType.Reply,
    sourceId: source?.id ?? null,
    targetId: sending.targetId ?? null,
    acknowledged: null,
    originalId: null,
    owners,
    followUps: 0,
    made: new Set(),
    onAcknowledged(result) {
      stopWaiting();
      acknowledged.resolve(result);
      tell('answered');
    },
    onContent: content.resolve,
    onWithdrawn: () => content.reject(new Error('The bot took its answer back.')),
  };
  state.interactions.set(token, pending);
  tell('sent');
  const begun = performance.now();
  state.deliver(pending);
  const result = await acknowledged.promise;
  return { pending, result, ackMs: performance.now() - begun, content: content.promise };
}

/** The result of an interaction as its sender gets it. */
export const answerOf = (state: State, { pending, result, ackMs, content }: Sent): Answer => ({
  interactionId: pending.id,
  type: result.type,
  ackMs,
  ...(result.message ? { message: result.message } : {}),
  ...(result.modal ? { modal: result.modal } : {}),
  async response(timeoutMs = 30_000) {
    if (result.type === CALLBACK.modal) throw new Error('The bot answered with a form, not with a message.');
    const id = await within(content, timeoutMs);
    const stored = state.messages.get(id);
    if (!stored) throw new Error('The bot has deleted its answer.');
    return stored.message;
  },
  async redeliver() {
    state.deliver(pending);
  },
});

function within<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`The bot gave no answer within ${timeoutMs} ms.`)), timeoutMs);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
