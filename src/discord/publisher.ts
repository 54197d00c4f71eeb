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

export interface Publisher {
  /** Something changed: the message is edited soon, with whatever is true then. Never throws. */
  publish(askId: string): void;
  /** Edits the message now, and resolves when it shows the newest state. @throws where Discord does not take it. */
  flush(askId: string): Promise<void>;
}

export interface PublisherDeps {
  /** For an interaction's webhook, which Discord's limit of 50 requests a second does not bind. */
  webhookRest: REST;
  /** For the bot's own messages. */
  rest: REST;
  load: (askId: string) => Promise<AskSnapshot | null>;
  /** How far it is now; null where it is gone. */
  stateOf: (askId: string) => Promise<AskSnapshot['ask']['state'] | null>;
  /** Called where an ask's interaction was never acknowledged, so that nobody will see an answer. */
  abandon: (askId: string) => Promise<void>;
  /** Called once the message's id is known. */
  saveMessage: (askId: string, messageId: string) => Promise<void>;
  log: Log;
  now: () => number;
  /** Between two stage edits of one message; in milliseconds. */
  pauseMs?: number;
}

/** Discord waits for three seconds, and an interaction's id was there before the row. */
const ACKNOWLEDGED_WITHIN_MS = 5000;

/** What is known of one ask's message while it is being worked on. */
interface Line {
  dirty: boolean;
  /** The final edit waits for no pause. */
  final: boolean;
  lastEdit: number;
  shown: string;
  running: Promise<void> | null;
  wake: () => void;
}

/** Edits each ask's message stage by stage: one edit in flight a message, what happens meanwhile goes into the next one. */
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
    // A chat is answered once; until then somebody is typing.
    if (snapshot.ask.source === 'chat' && isWorking(snapshot.ask.state)) return showTyping(snapshot.ask, deps);
    line.lastEdit = deps.now();
    const messageId = await send(snapshot, view, deps);
    line.shown = hash;
    const state = await deps.stateOf(askId);
    // Deleted while it was being sent: the answer must not stay on the screen. What was posted just now stands in no row.
    if (state === null) await send({ ...snapshot, ask: { ...snapshot.ask, messageId } }, erasedView(words), deps);
    // Sent late: another process may have shown what came next before, and this lies over it now.
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
          // Another process may run the ask to its end: then nobody comes to flush it here.
          setTimeout(() => {
            if (!line.running && !line.final && lines.get(askId) === line) lines.delete(askId);
          }, pauseMs).unref();
        });
    },
    async flush(askId) {
      const line = lineOf(askId);
      line.final = true;
      line.wake();
      // A stage edit that is under way would otherwise arrive after the final one.
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
 * By the interaction's webhook while its token lives, after that as the bot's own message: the one that there is, or a new one where Discord
 * was away for all that time. What only the asker may see is shown to nobody then. The id of the message, if there is one.
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
      // Of a thread that was put away, the bot itself can open it.
      if (code === discordCodes.invalidWebhookToken || code === discordCodes.archivedThread) break;
      if (code !== discordCodes.unknownWebhook && code !== discordCodes.unknownInteraction)
        return unlessOutOfReach(error, ask.messageId);
      if (ask.messageId) break;
      // The row comes before the acknowledgement, which may still be on its way; or it died with its process.
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

/** Nobody was shown what came of it. (Of one that was hidden, or voted on, somebody deleted the message.) */
const isToBePosted = ({ state, failure, hiddenAt }: AskSnapshot['ask']) =>
  !isWorking(state) && failure !== 'unseen' && hiddenAt === null;

const showTyping = async ({ channelId }: AskSnapshot['ask'], { rest }: PublisherDeps) =>
  void (await rest.post(Routes.channelTyping(channelId)).catch(() => {}));

/** A message of the bot's own, which replies where the question was one; sent again after a crash, Discord knows the nonce and makes no second one. */
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
