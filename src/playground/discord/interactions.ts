import type { APIMessage } from 'discord-api-types/v10';
import type { OpenModal } from './driver.ts';
import { refusals } from './errors.ts';
import { createMessage, createThinking, editMessage } from './messages.ts';
import type { State, StoredFile, StoredMessage } from './state.ts';
import type { MessageForm } from './totals.ts';

const EPHEMERAL = 64;
const ACKNOWLEDGE_WITHIN = 3000;
const TOKEN_LIFE = 15 * 60_000;

/** One interaction from the click to the end of its token. */
export interface PendingInteraction {
  id: string;
  token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  type: number;
  channelId: string;
  memberId: string;
  sentAt: number;
  /** What the bot is sent; kept for a second delivery. */
  payload: object;
  /** Shown above the response: who used which command. */
  metadata: object;
  /** The message that a component stands on. */
  sourceId: string | null;
  /** The callback's type, once there is one. */
  acknowledged: number | null;
  /** `@original`: the response's message, or the component's own. */
  originalId: string | null;
  onAcknowledged: (result: {
    type: number;
    message?: APIMessage;
    modal?: OpenModal;
    choices?: readonly { name: string; value: string | number }[];
  }) => void;
}

interface Callback {
  type: number;
  data?: MessageForm & { choices?: { name: string; value: string | number }[]; custom_id?: string; title?: string };
}

/** Takes the bot's first answer. @throws as Discord refuses: too late, twice, or of a type that does not fit. */
export function acknowledge(
  state: State,
  id: string,
  token: string,
  callback: Callback,
  files: ReadonlyMap<number, StoredFile>,
): StoredMessage | null {
  const pending = state.interactions.get(token);
  if (!pending || pending.id !== id) throw refusals.unknownInteraction();
  if (pending.acknowledged !== null) throw refusals.alreadyAcknowledged();
  if (state.now() - pending.sentAt > ACKNOWLEDGE_WITHIN) throw refusals.unknownInteraction();
  refuseMisfit(pending, callback);
  const onlyFor = ((callback.data?.flags ?? 0) & EPHEMERAL) !== 0 ? pending.memberId : null;
  let stored: StoredMessage | null = null;
  if (callback.type === 4) {
    stored = createMessage(state, {
      channelId: pending.channelId,
      form: callback.data ?? {},
      files,
      onlyFor,
      origin: originOf(state, pending),
    });
  } else if (callback.type === 5) {
    stored = createThinking(state, pending.channelId, onlyFor, originOf(state, pending));
  } else if (callback.type === 7) {
    const source = state.messages.get(pending.sourceId ?? '');
    if (!source) throw refusals.unknownMessage();
    stored = editMessage(state, source, callback.data ?? {}, files);
  }
  pending.acknowledged = callback.type;
  pending.originalId = stored?.message.id ?? pending.sourceId;
  pending.onAcknowledged({
    type: callback.type,
    ...(stored ? { message: stored.message } : {}),
    ...(callback.type === 9
      ? { modal: { interactionId: id, data: callback.data as unknown as OpenModal['data'] } }
      : {}),
    ...(callback.type === 8 ? { choices: callback.data?.choices ?? [] } : {}),
  });
  return stored;
}

function refuseMisfit(pending: PendingInteraction, { type, data }: Callback): void {
  const wrong = (problem: string) => refusals.invalidForm([problem]);
  const ofComponent = pending.sourceId !== null;
  if ((type === 6 || type === 7) && !ofComponent) throw wrong('type: only for components');
  if ((type === 8) !== (pending.type === 4))
    throw wrong('type: autocomplete is answered with choices, and nothing else is');
  if (type === 9 && pending.type === 5) throw wrong('type: a modal cannot follow a modal');
  if (type === 5 && ((data?.flags ?? 0) & ~EPHEMERAL) !== 0) throw wrong('flags: a deferral may set EPHEMERAL only');
  if ((data?.choices?.length ?? 0) > 25) throw wrong('choices: 25 at most');
}

/** The interaction behind a webhook's token. @throws where it is unknown, unanswered or past its 15 minutes. */
export function byToken(state: State, token: string): PendingInteraction {
  const pending = state.interactions.get(token);
  if (!pending) throw refusals.unknownWebhook();
  if (state.now() - pending.sentAt > TOKEN_LIFE) throw refusals.invalidToken();
  if (pending.acknowledged === null) throw refusals.unknownWebhook();
  return pending;
}

/** A message that this token may touch: `@original`, or one that was made by a follow-up of it. */
export function messageOf(state: State, pending: PendingInteraction, which: string): StoredMessage {
  const id = which === '@original' ? pending.originalId : which;
  const stored = id === null ? undefined : state.messages.get(id);
  if (!stored) throw refusals.unknownMessage();
  return stored;
}

/** A further message: the first one after a deferral fills the deferred message, as on Discord. */
export function followUp(
  state: State,
  pending: PendingInteraction,
  form: MessageForm,
  files: ReadonlyMap<number, StoredFile>,
): StoredMessage {
  const original = pending.originalId ? state.messages.get(pending.originalId) : undefined;
  if (pending.acknowledged === 5 && original?.thinking) return editMessage(state, original, form, files);
  const onlyFor = ((form.flags ?? 0) & EPHEMERAL) !== 0 ? pending.memberId : null;
  return createMessage(state, { channelId: pending.channelId, form, files, onlyFor, origin: originOf(state, pending) });
}

const originOf = (state: State, pending: PendingInteraction): object => ({
  webhook_id: state.applicationId,
  interaction_metadata: pending.metadata,
  ...(pending.sourceId
    ? { message_reference: { type: 0, channel_id: pending.channelId, message_id: pending.sourceId } }
    : {}),
});
