import { type APIMessage, type APIUser, MessageFlags, MessageType } from 'discord-api-types/v10';
import { attachmentProblems, filesAfter, forget, type Uploads } from './attachments.ts';
import { flatten, type Part } from './components.ts';
import type { State, StoredMessage } from './discord-state.ts';
import { problem, refusals } from './errors.ts';
import { announceCreated, announceDeleted, announceUpdated } from './events.ts';
import { hasFlag, isV2, type MessageForm } from './form.ts';
import { type Mentions, mentionsOf } from './mentions.ts';
import { messageProblems } from './message-limits.ts';
import { presented } from './presented.ts';

const { Ephemeral, IsComponentsV2, Loading, SuppressEmbeds, SuppressNotifications } = MessageFlags;

export interface NewMessage {
  channelId: string;
  form: MessageForm;
  uploads: Uploads;
  author: APIUser;
  /** Whose default applies when the form has no `allowed_mentions`. */
  kind: 'message' | 'webhook';
  /** A MessageType. Default: an ordinary message, or a reply if the form refers to a message. */
  type?: number;
  /** The only member who sees an ephemeral message. */
  onlyFor: string | null;
  /** Extra fields about its source: `interaction_metadata`, `webhook_id`, `message_reference`. */
  origin?: object;
}

/** Stores and announces a new message. @throws a refusal when Discord would reject it. */
export function createMessage(state: State, about: NewMessage): StoredMessage {
  const { form, uploads, channelId, onlyFor } = about;
  const v2 = isV2(form.flags);
  const replied = repliedTo(state, channelId, form.message_reference);
  refuse([
    ...messageProblems(form, v2, fileCount(form, uploads)),
    ...attachmentProblems(form.attachments, uploads, []),
  ]);
  // A new message also keeps the uploads that `attachments` does not name.
  const unnamed = [...uploads.keys()].filter((n) => !form.attachments?.some(({ id }) => Number(id) === n));
  const named = [...(form.attachments ?? []), ...unnamed.map((id) => ({ id }))];
  const files = filesAfter(state, channelId, named, uploads, []);
  const shown = presented(form.components ?? [], form.embeds ?? [], files, state.nextId);
  const flags = (form.flags ?? 0) & (IsComponentsV2 | SuppressEmbeds | SuppressNotifications);
  const pinged = mentionsOf(state, textOf(form), form.allowed_mentions, about.kind);
  const message = {
    ...emptyMessage(state, about, flags | (onlyFor ? Ephemeral : 0)),
    ...(replied ? { type: MessageType.Reply, ...referenceTo(state, replied) } : {}),
    content: form.content ?? '',
    ...(replied && pingsAuthor(replied, form) ? withAuthor(pinged, replied.author) : pinged),
    attachments: files.filter(({ id }) => !shown.shown.has(id)),
    embeds: shown.embeds,
    components: shown.components,
  } as unknown as APIMessage;
  // A person may send a sticker, a poll or a forward alone.
  if (!(about.origin && about.author.id !== state.bot.id)) refuseEmpty(message, files.length);
  const stored = { message, onlyFor, thinking: false, files };
  state.messages.set(message.id, stored);
  announceCreated(state, stored);
  return stored;
}

/** Stores and announces the empty message of a deferred response: "is thinking…". */
export function createThinking(state: State, about: Omit<NewMessage, 'form' | 'uploads'>): StoredMessage {
  const flags = Loading | (about.onlyFor ? Ephemeral : 0);
  const message = emptyMessage(state, about, flags) as APIMessage;
  const stored = { message, onlyFor: about.onlyFor, thinking: true, files: [] };
  state.messages.set(message.id, stored);
  announceCreated(state, stored);
  return stored;
}

/**
 * Applies a PATCH. A field that the form omits keeps its value. Components V2 cannot be unset.
 * @throws a refusal when Discord would reject the edit.
 */
export function editMessage(
  state: State,
  { message: before, ...stored }: StoredMessage,
  form: MessageForm,
  uploads: Uploads,
  kind: 'message' | 'webhook',
): StoredMessage {
  const v2 = isV2(form.flags) || isV2(before.flags);
  const content = form.content === undefined ? before.content : (form.content ?? '');
  const embeds = form.embeds === undefined ? before.embeds : (form.embeds ?? []);
  const components = form.components === undefined ? null : (form.components ?? []);
  refuse([
    // Components that stay were validated when they were sent.
    ...messageProblems({ ...form, content, embeds, components: components ?? [] }, v2, fileCount(form, uploads)),
    ...attachmentProblems(form.attachments, uploads, stored.files),
  ]);
  const files = filesAfter(state, before.channel_id, form.attachments, uploads, stored.files);
  const kept = (before.components ?? []) as unknown as Part[];
  const shown = presented(components ?? kept, embeds, files, state.nextId);
  const pings = form.content !== undefined || components !== null;
  const message = {
    ...before,
    content,
    ...(pings
      ? mentionsOf(state, textOf({ content, components: components ?? kept }), form.allowed_mentions, kind)
      : {}),
    attachments: files.filter(({ id }) => !shown.shown.has(id)),
    embeds: shown.embeds,
    components: components ? shown.components : before.components,
    edited_timestamp: stored.thinking ? null : new Date(state.clock.now()).toISOString(),
    flags: flagsAfter(before.flags ?? 0, form.flags, v2),
  } as unknown as APIMessage;
  refuseEmpty(message, files.length);
  const after = { ...stored, message, thinking: false, files };
  state.messages.set(message.id, after);
  forget(
    state,
    stored.files.filter(({ id }) => !files.some((file) => file.id === id)),
  );
  announceUpdated(state, after);
  return after;
}

export function deleteMessage(state: State, stored: StoredMessage): void {
  state.messages.delete(stored.message.id);
  forget(state, stored.files);
  announceDeleted(state, stored);
}

/** An edit can set IS_COMPONENTS_V2, and set or unset SUPPRESS_EMBEDS. Discord ignores all other flags. */
function flagsAfter(before: number, given: number | null | undefined, v2: boolean): number {
  const embedsHidden =
    given === undefined || given === null ? hasFlag(before, SuppressEmbeds) : hasFlag(given, SuppressEmbeds);
  return (before & ~Loading & ~SuppressEmbeds) | (v2 ? IsComponentsV2 : 0) | (embedsHidden ? SuppressEmbeds : 0);
}

function emptyMessage(state: State, about: Omit<NewMessage, 'form' | 'uploads'>, flags: number): object {
  const isBots = about.author.id === state.bot.id;
  return {
    id: state.nextId(),
    type: about.type ?? MessageType.Default,
    channel_id: about.channelId,
    author: about.author,
    content: '',
    timestamp: new Date(state.clock.now()).toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    pinned: false,
    flags,
    ...(isBots && about.kind === 'webhook' ? { application_id: state.applicationId } : {}),
    ...about.origin,
  };
}

/** All text in which a mention pings. */
const textOf = ({ content, components }: MessageForm): string =>
  [content, ...flatten(components ?? []).map((part) => part.content)].filter(Boolean).join('\n');

const fileCount = ({ attachments }: MessageForm, uploads: Uploads): number =>
  Math.max(uploads.size, attachments?.length ?? 0);

const refuse = (problems: ReturnType<typeof messageProblems>): void => {
  if (problems.length > 0) throw refusals.invalidForm(problems);
};

function refuseEmpty({ content, embeds, components }: APIMessage, fileCount: number): void {
  const isEmpty = content.trim() === '' && embeds.length === 0 && (components?.length ?? 0) === 0 && fileCount === 0;
  if (isEmpty) throw refusals.emptyMessage();
}

/**
 * Finds the message that a form replies to.
 * @returns null when the form is no reply, or its target is gone and `fail_if_not_exists` is false.
 * @throws a refusal when the target is gone otherwise.
 */
function repliedTo(state: State, channelId: string, reference: MessageForm['message_reference']): APIMessage | null {
  if (!reference?.message_id) return null;
  const found = state.messages.get(reference.message_id);
  if (found && found.onlyFor === null && found.message.channel_id === channelId) return found.message;
  if (reference.fail_if_not_exists === false) return null;
  throw refusals.invalidForm([problem('message_reference', 'Unknown message', 'REPLIES_UNKNOWN_MESSAGE')]);
}

/** A reply pings the author of its target by default. Replies to an interaction's response never do. */
const pingsAuthor = ({ interaction_metadata }: APIMessage, { allowed_mentions: allowed }: MessageForm): boolean =>
  !interaction_metadata && (allowed ? allowed.replied_user === true : true);

const withAuthor = (pinged: Mentions, author: APIUser): Mentions => ({
  ...pinged,
  mentions: [...pinged.mentions.filter(({ id }) => id !== author.id), author],
});

/** The fields that refer to another message. They hold that message, but not the one it refers to in turn. */
export function referenceTo(state: State, message: APIMessage): object {
  const { referenced_message: _before, ...referenced } = message;
  return {
    message_reference: { type: 0, channel_id: message.channel_id, message_id: message.id, guild_id: state.guildId },
    referenced_message: referenced,
  };
}
