import { MessageFlags, MessageType } from 'discord-api-types/v10';
import type { Uploads } from './attachments.ts';
import type { Part } from './components.ts';
import type { State, StoredMessage } from './discord-state.ts';
import type { OpenModal } from './driver.ts';
import { problem, refusals } from './errors.ts';
import { hasFlag, type MessageForm } from './form.ts';
import { isPersonal, MOST_FOLLOW_UPS } from './installations.ts';
import { createMessage, createThinking, editMessage, referenceTo } from './message-store.ts';
import { modalProblems } from './modal-limits.ts';
import {
  ACKNOWLEDGE_WITHIN,
  CALLBACK,
  type Choices,
  INTERACTION,
  type PendingInteraction,
  TOKEN_LIFE,
} from './pending-interaction.ts';

const MOST_CHOICES = 25;

export interface Callback {
  type: number;
  data?: (MessageForm & { choices?: Choices; custom_id?: string; title?: string }) | null;
}

/**
 * Takes the bot's callback.
 * @returns the message that it made or changed, or null when it made none.
 * @throws a refusal when the callback is late, a second one, or of a type that does not fit the interaction.
 */
export function acknowledge(
  state: State,
  id: string,
  token: string,
  { type, data }: Callback,
  uploads: Uploads,
): StoredMessage | null {
  const pending = state.interactions.get(token);
  if (!pending || pending.id !== id) throw refusals.unknownInteraction();
  if (pending.acknowledged !== null) throw refusals.alreadyAcknowledged();
  if (state.clock.now() - pending.sentAt >= ACKNOWLEDGE_WITHIN) throw refusals.unknownInteraction();
  refuseMisfit(pending, { type, data });
  const form = data ?? {};
  const stored = perform(state, pending, type, form, uploads);
  pending.acknowledged = type;
  pending.originalId = stored?.message.id ?? (type === CALLBACK.deferUpdate ? pending.sourceId : null);
  if (stored) pending.made.add(stored.message.id);
  const modal = type === CALLBACK.modal ? { interactionId: id, data: form as unknown as OpenModal['data'] } : undefined;
  if (modal) state.modals.set(id, pending);
  pending.onAcknowledged({
    type,
    ...(stored ? { message: stored.message } : {}),
    ...(modal ? { modal } : {}),
    ...(type === CALLBACK.choices ? { choices: form.choices ?? [] } : {}),
  });
  if (stored && !stored.thinking) pending.onContent(stored.message.id);
  return stored;
}

/** @returns null when a callback of this type makes and changes no message. */
function perform(
  state: State,
  pending: PendingInteraction,
  type: number,
  form: MessageForm,
  uploads: Uploads,
): StoredMessage | null {
  const about = newMessage(state, pending, form, pending.messageType, pending.sourceId ?? pending.targetId);
  if (type === CALLBACK.message) return createMessage(state, { ...about, form, uploads });
  if (type === CALLBACK.thinking) return createThinking(state, about);
  if (type !== CALLBACK.update) return null;
  const source = state.messages.get(pending.sourceId ?? '');
  if (!source) throw refusals.unknownMessage();
  return editMessage(state, source, form, uploads, 'webhook');
}

function refuseMisfit(pending: PendingInteraction, { type, data }: Callback): void {
  const wrong = (path: string, message: string) => refusals.invalidForm([problem(path, message)]);
  const isUpdate = type === CALLBACK.update || type === CALLBACK.deferUpdate;
  if (isUpdate && pending.sourceId === null) throw wrong('type', 'Only a component has a message to update.');
  if ((type === CALLBACK.choices) !== (pending.type === INTERACTION.autocomplete))
    throw wrong('type', 'Autocomplete is answered with choices, and nothing else is.');
  if ((data?.choices?.length ?? 0) > MOST_CHOICES)
    throw wrong('data.choices', `Must be ${MOST_CHOICES} or fewer in length.`);
  if (type === CALLBACK.thinking && ((data?.flags ?? 0) & ~MessageFlags.Ephemeral) !== 0)
    throw wrong('data.flags', 'A deferral may set EPHEMERAL only; the other flags come with the edit.');
  if (type !== CALLBACK.modal) return;
  if (pending.type === INTERACTION.modal) throw wrong('type', 'A form cannot be answered with a form.');
  const problems = modalProblems({ components: (data?.components ?? []) as Part[] });
  if (problems.length > 0) throw refusals.invalidForm(problems);
}

/**
 * The interaction of a webhook token.
 * @throws a refusal when it is unknown, unanswered or older than 15 minutes.
 */
export function byToken(state: State, token: string): PendingInteraction {
  const pending = state.interactions.get(token);
  if (!pending) throw refusals.unknownWebhook();
  if (state.clock.now() - pending.sentAt >= TOKEN_LIFE) throw refusals.invalidToken();
  if (pending.acknowledged === null) throw refusals.unknownWebhook();
  return pending;
}

/**
 * A message that this token may read and change: `@original`, or one that it made.
 * @throws a refusal for others.
 */
export function messageOf(state: State, pending: PendingInteraction, which: string): StoredMessage {
  const id = which === '@original' ? pending.originalId : which;
  const isOwn = id !== null && (id === pending.originalId || pending.made.has(id));
  const stored = isOwn ? state.messages.get(id) : undefined;
  if (!stored) throw refusals.unknownMessage();
  return stored;
}

export function editResponse(
  state: State,
  pending: PendingInteraction,
  which: string,
  form: MessageForm,
  uploads: Uploads,
): StoredMessage {
  const stored = editMessage(state, messageOf(state, pending, which), form, uploads, 'webhook');
  pending.onContent(stored.message.id);
  return stored;
}

/**
 * Sends a follow-up message.
 * After a deferral, the first one fills the deferred message instead, as on Discord.
 * @throws a refusal for the sixth one, where only a person has installed the bot
 */
export function followUp(
  state: State,
  pending: PendingInteraction,
  form: MessageForm,
  uploads: Uploads,
): StoredMessage {
  if (isPersonal(pending.owners) && pending.followUps >= MOST_FOLLOW_UPS) throw refusals.tooManyFollowUps();
  pending.followUps += 1;
  const original = state.messages.get(pending.originalId ?? '');
  if (pending.acknowledged === CALLBACK.thinking && original?.thinking)
    return editResponse(state, pending, '@original', form, uploads);
  const about = newMessage(state, pending, form, MessageType.Reply, pending.originalId);
  const stored = createMessage(state, { ...about, form, uploads });
  pending.made.add(stored.message.id);
  pending.onContent(stored.message.id);
  return stored;
}

function newMessage(state: State, pending: PendingInteraction, form: MessageForm, type: number, about: string | null) {
  const original = pending.originalId ? { original_response_message_id: pending.originalId } : {};
  const referenced = about ? state.messages.get(about) : undefined;
  return {
    channelId: pending.channelId,
    author: state.bot,
    kind: 'webhook' as const,
    type,
    onlyFor: hasFlag(form.flags, MessageFlags.Ephemeral) ? pending.memberId : null,
    origin: {
      webhook_id: state.applicationId,
      interaction_metadata: { ...pending.metadata, ...original },
      ...(referenced ? referenceTo(state, referenced.message) : {}),
    },
  };
}
