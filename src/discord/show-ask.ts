import { setTimeout as sleep } from 'node:timers/promises';
import type { REST } from 'discord.js';
import type { AskSnapshot } from '../asks/snapshot.ts';
import type { Log } from '../ops/log.ts';
import { type Delivery, deliver, type Route } from './deliver.ts';
import { isRateLimit } from './rate-limits.ts';
import { isUnshown, type Situation, type Unshown } from './refusals.ts';
import { editing, originalMessage, posting } from './send.ts';
import { limits } from './sizes.ts';
import type { MessageView } from './view/blocks.ts';
import { wordsFor } from './words/words.ts';

export interface ShowDeps {
  /** For interaction webhooks, to which Discord's limit of 50 requests a second does not apply. */
  webhookRest: REST;
  /** For the bot's own messages. */
  rest: REST;
  /** Called for an ask whose interaction was never acknowledged: nobody will see an answer. */
  abandon: (askId: string) => Promise<unknown>;
  /** Called once the message's id is known. */
  saveMessage: (askId: string, messageId: string) => Promise<void>;
  log: Log;
  now: () => number;
}

export interface Shown {
  /** null when there is no message. */
  messageId: string | null;
  /** Why Discord takes the view in no form. null when it took it, or when nobody misses it. */
  unshown: Unshown | null;
  by: Situation['by'];
  /** The message as Discord has it now, where it said so. */
  answer?: unknown;
}

/**
 * An interaction that Discord does not know this long after the row was written was never acknowledged:
 * Discord waits three seconds, and the interaction is older than the row.
 */
const ACKNOWLEDGED_WITHIN_MS = 5000;

/**
 * Sends a view through the interaction's webhook while its token is valid. After that as the bot's own
 * message: an edit of the present one, or a new one if Discord was unreachable all that time. A private
 * answer, and one where the bot is not, are then shown to nobody.
 * @throws when Discord fails, or takes nothing for now
 */
export async function showAsk({ ask, ballot }: AskSnapshot, view: MessageView, deps: ShowDeps): Promise<Shown> {
  const send = (route: Route) =>
    deliver(route, view, {
      note: wordsFor(ask.settings.language).asking.filesLeftOut,
      log: deps.log,
      about: { askId: ask.id },
    });
  const ended = async (delivery: Delivery, by: Shown['by']): Promise<Shown> => {
    const { end } = delivery;
    const sent = end === 'sent' ? delivery.id : null;
    if (sent && !ask.messageId) await deps.saveMessage(ask.id, sent);
    return {
      messageId: ask.messageId ?? sent,
      unshown: isUnshown(end) ? end : null,
      by,
      ...(end === 'sent' ? { answer: delivery.answer } : {}),
    };
  };
  while (isTokenAlive(ask, deps.now())) {
    const delivery = await send(viaWebhook(ask, deps)).catch((error): Delivery => {
      // The bot's own routes have limits of their own. Who has no other way waits.
      if (hasOneWay(ask) || !isRateLimit(error)) throw error;
      return { end: 'as-bot' };
    });
    // The webhook cannot edit a message in an archived thread, but the bot can reopen it.
    if (delivery.end === 'as-bot') break;
    if (delivery.end !== 'not-yet') return ended(delivery, 'webhook');
    if (ask.messageId) break;
    // The row is written before the acknowledgement. That may still be on its way, or it died with its
    // process.
    if (deps.now() - ask.createdAt.getTime() > ACKNOWLEDGED_WITHIN_MS) {
      await deps.abandon(ask.id);
      return { messageId: null, unshown: null, by: 'webhook' };
    }
    await sleep(250);
  }
  const { channelId, messageId, interactionId, source } = ask;
  const nothing: Shown = { messageId, unshown: null, by: 'bot' };
  if (hasOneWay(ask)) return nothing;
  if (messageId) return ended(await send(editing(deps.rest, { channelId, messageId })), 'bot');
  if (!isToBePosted(ask) || ballot?.closedAt) return nothing;
  // The answer to a message is a reply to it.
  const replyTo = source === 'chat' ? interactionId : undefined;
  return ended(await send(posting(deps.rest, { channelId, nonce: interactionId, replyTo })), 'bot');
}

type Ask = AskSnapshot['ask'];

/** Whether the webhook is the only way: to one person alone, or to a place where the bot is not. */
const hasOneWay = (ask: Ask): boolean => ask.private || ask.settings.webhookOnly === true;

/** Whether the interaction's webhook can still be used. */
export const isTokenAlive = (ask: Ask, now: number): ask is Ask & { interactionToken: string } =>
  ask.interactionToken !== null && now - ask.createdAt.getTime() < limits.tokenUse;

const viaWebhook = (ask: Ask & { interactionToken: string }, { webhookRest }: ShowDeps): Route => ({
  by: 'webhook',
  send: (request) =>
    webhookRest.patch(originalMessage(ask.applicationId, ask.interactionToken), { ...request, auth: false }),
});

/**
 * Whether an ask without a message gets one now: it has ended, and nobody has seen the result. A hidden ask
 * had a message, which somebody deleted.
 */
const isToBePosted = ({ state, failure, hiddenAt }: Ask) =>
  (state === 'voting' || state === 'closed' || state === 'failed' || state === 'cancelled') &&
  failure !== 'unseen' &&
  hiddenAt === null;
