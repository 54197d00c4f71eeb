import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type REST, Routes } from 'discord.js';
import type { AskSnapshot } from '../asks/snapshot.ts';
import type { Log } from '../ops/log.ts';
import { codeOf, discordCodes, editMessage, isOutOfReach, originalMessage, toRequest } from './send.ts';
import { limits } from './sizes.ts';
import { askView } from './view/ask-view.ts';
import type { MessageView } from './view/blocks.ts';
import { erasedView } from './view/erased.ts';
import { wordsFor } from './words/words.ts';

/** Keeps the public message of each ask up to date. */
export interface Publisher {
  /** Call it after any change: the message is edited soon, with the state of that moment. Never throws. */
  publish(askId: string): void;
  /**
   * Edits the message now, and resolves when it shows the newest state.
   * @throws when Discord refuses it
   */
  flush(askId: string): Promise<void>;
}

export interface PublisherDeps {
  /** For interaction webhooks, to which Discord's limit of 50 requests a second does not apply. */
  webhookRest: REST;
  /** For the bot's own messages. */
  rest: REST;
  load: (askId: string) => Promise<AskSnapshot | null>;
  /** The current state of an ask. null when it was deleted. */
  stateOf: (askId: string) => Promise<AskSnapshot['ask']['state'] | null>;
  /** Called for an ask whose interaction was never acknowledged: nobody will see an answer. */
  abandon: (askId: string) => Promise<void>;
  /** Called once the message's id is known. */
  saveMessage: (askId: string, messageId: string) => Promise<void>;
  log: Log;
  now: () => number;
  /** The least time between two stage edits of one message, in milliseconds. 1,200 by default. */
  pauseMs?: number;
}

/**
 * An interaction that Discord does not know this long after the row was written was never acknowledged:
 * Discord waits three seconds, and the interaction is older than the row.
 */
const ACKNOWLEDGED_WITHIN_MS = 5000;

/** The state of one ask's message while the ask is being worked on. */
interface Line {
  dirty: boolean;
  /** Whether the final edit is due, which does not wait for the pause. */
  final: boolean;
  lastEdit: number;
  shown: string;
  running: Promise<void> | null;
  wake: () => void;
}

/**
 * Edits each ask's message as the ask goes on. Edits are throttled: one is in flight at a time for each
 * message, and changes during it are shown by the next one.
 */
export function openPublisher(deps: PublisherDeps): Publisher {
  const pauseMs = deps.pauseMs ?? 1200;
  const lines = new Map<string, Line>();
  const lineOf = (askId: string): Line => {
    const line = lines.get(askId) ?? {
      dirty: false,
      final: false,
      lastEdit: 0,
      shown: '',
      running: null,
      wake: () => {},
    };
    lines.set(askId, line);
    return line;
  };
  const edit = async (askId: string, line: Line) => {
    line.dirty = false;
    const snapshot = await deps.load(askId);
    if (!snapshot) return;
    const words = wordsFor(snapshot.ask.settings.language);
    const view = askView(words, snapshot);
    const hash = createHash('sha256').update(JSON.stringify(view)).digest('base64');
    if (hash === line.shown) return;
    // A chat reply is posted once, when it is done. Until then Discord shows that the bot is typing.
    if (snapshot.ask.source === 'chat' && isWorking(snapshot.ask.state)) return showTyping(snapshot.ask, deps);
    line.lastEdit = deps.now();
    const messageId = await send(snapshot, view, deps);
    line.shown = hash;
    const state = await deps.stateOf(askId);
    // The ask was deleted while its answer was being sent, so the answer must not stay on the screen. The id
    // of a message that was just posted is in no row.
    if (state === null) await send({ ...snapshot, ask: { ...snapshot.ask, messageId } }, erasedView(words), deps);
    // The state changed while this was being sent. Another process may have shown the newer state before, and
    // this edit has overwritten it.
    else if (state !== snapshot.ask.state) line.dirty = true;
  };
  const run = async (askId: string, line: Line) => {
    while (line.dirty) {
      const wait = line.final ? 0 : line.lastEdit + pauseMs - deps.now();
      if (wait > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, wait);
          line.wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      await edit(askId, line);
    }
  };

  return {
    publish(askId) {
      const line = lineOf(askId);
      line.dirty = true;
      line.running ??= run(askId, line)
        .catch((error) => deps.log.warn({ askId, error }, 'a stage edit failed'))
        .finally(() => {
          line.running = null;
          // If another process finishes the ask, nobody flushes it here.
          setTimeout(() => {
            if (!line.running && !line.final && lines.get(askId) === line) lines.delete(askId);
          }, pauseMs).unref();
        });
    },
    async flush(askId) {
      const line = lineOf(askId);
      line.final = true;
      line.wake();
      // A stage edit in flight could otherwise arrive after the final one.
      await line.running;
      try {
        do await edit(askId, line);
        while (line.dirty);
      } finally {
        lines.delete(askId);
      }
    },
  };
}

/**
 * Sends a view through the interaction's webhook while its token is valid. After that as the bot's own
 * message: an edit of the present one, or a new one if Discord was unreachable all that time. A private
 * answer is then shown to nobody.
 * @returns the id of the message, or null when there is none
 */
async function send({ ask, ballot }: AskSnapshot, view: MessageView, deps: PublisherDeps): Promise<string | null> {
  const request = toRequest(view);
  const age = () => deps.now() - ask.createdAt.getTime();
  while (ask.interactionToken && age() < limits.tokenLife - 15_000) {
    try {
      const message = (await deps.webhookRest.patch(originalMessage(ask.applicationId, ask.interactionToken), {
        ...request,
        auth: false,
      })) as { id: string };
      if (!ask.messageId) await deps.saveMessage(ask.id, message.id);
      return message.id;
    } catch (error) {
      const code = codeOf(error);
      // The webhook cannot edit a message in an archived thread, but the bot can reopen it.
      if (code === discordCodes.invalidWebhookToken || code === discordCodes.archivedThread) break;
      if (code !== discordCodes.unknownWebhook && code !== discordCodes.unknownInteraction)
        return unlessOutOfReach(error, ask.messageId);
      if (ask.messageId) break;
      // The row is written before the acknowledgement. That may still be on its way, or it died with its
      // process.
      if (age() > ACKNOWLEDGED_WITHIN_MS) {
        await deps.abandon(ask.id);
        return null;
      }
      await sleep(250);
    }
  }
  if (ask.private) return ask.messageId;
  try {
    if (ask.messageId) await editMessage(deps.rest, { channelId: ask.channelId, messageId: ask.messageId }, request);
    else if (isToBePosted(ask) && !ballot?.closedAt) {
      const messageId = await post(ask, request, deps);
      await deps.saveMessage(ask.id, messageId);
      return messageId;
    }
    return ask.messageId;
  } catch (error) {
    return unlessOutOfReach(error, ask.messageId);
  }
}

const isWorking = (state: string) => state === 'queued' || state === 'writing' || state === 'judging';

/**
 * Whether an ask without a message gets one now: it has ended, and nobody has seen the result. A hidden ask
 * had a message, which somebody deleted.
 */
const isToBePosted = ({ state, failure, hiddenAt }: AskSnapshot['ask']) =>
  !isWorking(state) && failure !== 'unseen' && hiddenAt === null;

const showTyping = async ({ channelId }: AskSnapshot['ask'], { rest }: PublisherDeps) =>
  void (await rest.post(Routes.channelTyping(channelId)).catch(() => {}));

/**
 * Posts a message of the bot's own, as a reply if the question was a message. Idempotent: after a crash,
 * Discord knows the nonce and does not post it again.
 */
async function post(
  { channelId, interactionId, source }: AskSnapshot['ask'],
  { body, files }: ReturnType<typeof toRequest>,
  { rest }: PublisherDeps,
): Promise<string> {
  const message = (await rest.post(Routes.channelMessages(channelId), {
    body: {
      ...body,
      ...(source === 'chat' ? { message_reference: { message_id: interactionId, fail_if_not_exists: false } } : {}),
      nonce: interactionId,
      enforce_nonce: true,
    },
    files,
  })) as { id: string };
  return message.id;
}

function unlessOutOfReach(error: unknown, messageId: string | null): string | null {
  if (!isOutOfReach(error)) throw error;
  return messageId;
}
