import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import { refusals } from './errors.ts';
import type { State, StoredFile, StoredMessage } from './state.ts';
import { isV2, type MessageForm, totalProblems } from './totals.ts';

const EPHEMERAL = 64;
const LOADING = 128;
const V2 = 32_768;

export interface NewMessage {
  channelId: string;
  form: MessageForm;
  files: ReadonlyMap<number, StoredFile>;
  onlyFor: string | null;
  /** Fields that say where it comes from: `interaction_metadata`, `webhook_id`, `message_reference`. */
  origin?: object;
}

/** A message as Discord stores it after a POST. */
export function createMessage(state: State, { channelId, form, files, onlyFor, origin }: NewMessage): StoredMessage {
  refuseWrong(form, isV2(form.flags), files);
  const id = state.nextId();
  const attachments = store(state, channelId, id, form, files, []);
  const message = {
    id,
    channel_id: channelId,
    author: state.bot,
    content: form.content ?? '',
    timestamp: new Date(state.now()).toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments,
    embeds: (form.embeds ?? []) as APIMessage['embeds'],
    components: resolveFiles(form, attachments),
    pinned: false,
    type: 0,
    flags: (form.flags ?? 0) | (onlyFor ? EPHEMERAL : 0),
    application_id: state.applicationId,
    ...origin,
  } as unknown as APIMessage;
  if (isEmpty(message)) throw refusals.emptyMessage();
  return keep(state, { message, onlyFor, thinking: false });
}

/** The empty message behind "is thinking…". */
export function createThinking(state: State, channelId: string, onlyFor: string | null, origin: object): StoredMessage {
  const id = state.nextId();
  const message = {
    id,
    channel_id: channelId,
    author: state.bot,
    content: '',
    timestamp: new Date(state.now()).toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    pinned: false,
    type: 20,
    flags: LOADING | (onlyFor ? EPHEMERAL : 0),
    application_id: state.applicationId,
    ...origin,
  } as unknown as APIMessage;
  return keep(state, { message, onlyFor, thinking: true });
}

/** A message after a PATCH: what the form does not name stays. Components V2 cannot be taken back. */
export function editMessage(
  state: State,
  stored: StoredMessage,
  form: MessageForm,
  files: ReadonlyMap<number, StoredFile>,
): StoredMessage {
  const before = stored.message;
  const v2 = isV2(form.flags) || isV2(before.flags);
  const whole: MessageForm = {
    content: form.content === undefined ? before.content : form.content,
    embeds: form.embeds === undefined ? (before.embeds as MessageForm['embeds']) : form.embeds,
    components: form.components === undefined ? [] : form.components,
  };
  refuseWrong({ ...whole, ...(form.attachments === undefined ? {} : { attachments: form.attachments }) }, v2, files);
  const attachments = store(state, before.channel_id, before.id, form, files, before.attachments);
  const message = {
    ...before,
    content: whole.content ?? '',
    embeds: whole.embeds ?? [],
    attachments,
    components: form.components === undefined ? before.components : resolveFiles(form, attachments),
    edited_timestamp: stored.thinking ? null : new Date(state.now()).toISOString(),
    flags: ((before.flags ?? 0) & ~LOADING) | (v2 ? V2 : 0),
  } as unknown as APIMessage;
  if (isEmpty(message)) throw refusals.emptyMessage();
  return keep(state, { ...stored, message, thinking: false });
}

export function deleteMessage(state: State, id: string): void {
  const stored = state.messages.get(id);
  if (!stored) throw refusals.unknownMessage();
  state.messages.delete(id);
  announce(state, stored);
}

function keep(state: State, stored: StoredMessage): StoredMessage {
  state.messages.set(stored.message.id, stored);
  announce(state, stored);
  return stored;
}

const announce = (state: State, { message, onlyFor }: StoredMessage) =>
  state.changed({
    kind: 'message',
    channelId: message.channel_id,
    messageId: message.id,
    ...(onlyFor ? { memberId: onlyFor } : {}),
  });

function refuseWrong(form: MessageForm, v2: boolean, files: ReadonlyMap<number, StoredFile>): void {
  const problems = totalProblems(
    form,
    v2,
    [...files.values()].map(({ name, bytes }) => ({ name, size: bytes.byteLength })),
  );
  if (problems.length > 0) throw refusals.invalidForm(problems);
}

const isEmpty = ({ content, embeds, components, attachments }: APIMessage) =>
  content === '' && embeds.length === 0 && (components?.length ?? 0) === 0 && attachments.length === 0;

/** New files, and those of the old ones that the form keeps: all of them where it says nothing. */
function store(
  state: State,
  channelId: string,
  messageId: string,
  form: MessageForm,
  files: ReadonlyMap<number, StoredFile>,
  before: readonly APIAttachment[],
): APIAttachment[] {
  const kept = form.attachments
    ? before.filter(({ id }) => form.attachments?.some((a) => String(a.id) === id))
    : [...before];
  const added = [...files].map(([index, file]) => {
    const id = state.nextId();
    const path = `/attachments/${channelId}/${id}/${encodeURIComponent(file.name)}`;
    state.files.set(path, file);
    const named = form.attachments?.find((a) => String(a.id) === String(index));
    return {
      id,
      filename: file.name,
      size: file.bytes.byteLength,
      url: `${state.baseUrl}${path}`,
      proxy_url: `${state.baseUrl}${path}`,
      content_type: file.type,
      ...(named?.description ? { description: named.description } : {}),
    } as APIAttachment;
  });
  void messageId;
  return [...kept, ...added];
}

/** `attachment://name` becomes the file's address; a name that is not attached is refused. Every component gets its number. */
function resolveFiles(form: MessageForm, attachments: readonly APIAttachment[]): APIMessage['components'] {
  let number = 0;
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value).map(([key, inner]) => {
      if (key === 'url' && typeof inner === 'string' && inner.startsWith('attachment://')) {
        const name = inner.slice('attachment://'.length);
        const file = attachments.find(({ filename }) => filename === name);
        if (!file) throw refusals.invalidForm([`components: there is no attachment ${name}`]);
        return [key, file.url];
      }
      return [key, resolve(inner)];
    });
    const object = Object.fromEntries(entries) as Record<string, unknown>;
    return typeof object.type === 'number' && !('id' in object) ? { id: ++number, ...object } : object;
  };
  return resolve(form.components ?? []) as APIMessage['components'];
}
