import { MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import { isThread, openThread, threadOf } from '../channels.ts';
import { appPermissions } from '../discord-permissions.ts';
import type { State, StoredMessage } from '../discord-state.ts';
import { problem, refusals } from '../errors.ts';
import { emptied, mayRead } from '../events.ts';
import { hasFlag } from '../form.ts';
import { botIsAt } from '../installations.ts';
import { createMessage, deleteMessage, editMessage } from '../message-store.ts';
import type { Call, Route } from './route.ts';

/** How long `enforce_nonce` remembers a nonce, in milliseconds. Discord says "the past few minutes". */
const NONCE_LIFE = 5 * 60_000;
const MOST_MESSAGES = 100;

const {
  AttachFiles,
  CreatePublicThreads,
  ManageMessages,
  ReadMessageHistory,
  SendMessages,
  SendMessagesInThreads,
  ViewChannel,
} = PermissionFlagsBits;

/** Channels and their messages. Only the webhook of its interaction reaches an ephemeral message. */
export function channelRoutes(route: Route, state: State, privilegedIntents: number): void {
  const channelOf = ({ param }: Call, needed = 0n) => {
    const channel = state.channels.find(({ id }) => id === param('channel'));
    if (!channel) throw refusals.unknownChannel();
    if (!botIsAt(state, channel)) throw refusals.missingAccess();
    const permissions = appPermissions(state.denied.get(channel.id));
    if ((permissions & ViewChannel) === 0n) throw refusals.missingAccess();
    // A thread asks for SendMessagesInThreads where a channel asks for SendMessages.
    const here =
      isThread(channel) && (needed & SendMessages) !== 0n ? (needed & ~SendMessages) | SendMessagesInThreads : needed;
    if ((permissions & here) !== here) throw refusals.missingPermissions();
    return channel;
  };
  const messageOf = (call: Call): StoredMessage => {
    const channel = channelOf(call);
    const stored = state.messages.get(call.param('message'));
    if (!stored || stored.onlyFor || stored.message.channel_id !== channel.id) throw refusals.unknownMessage();
    return stored;
  };
  const read = ({ message }: StoredMessage) =>
    mayRead(state, message, privilegedIntents) ? message : emptied(message);

  route('GET', '/channels/:channel', (call) => ({ body: channelOf(call) }));
  route('PATCH', '/channels/:channel', (call) => {
    const channel = channelOf(call);
    const { thread_metadata: metadata, owner_id } = threadOf(state, channel.id);
    const { archived, name } = (call.body ?? {}) as { archived?: boolean; name?: string };
    // Without Manage Threads, a bot may reopen a thread that is not locked, and name one that it opened.
    if (!metadata || metadata.locked) throw refusals.missingPermissions();
    if (name === undefined ? archived !== false : owner_id !== state.bot.id) throw refusals.missingPermissions();
    if (metadata.archived && archived !== false) throw refusals.archivedThread();
    if (archived !== undefined) metadata.archived = archived;
    if (name !== undefined) Object.assign(channel, { name });
    return { body: channel };
  });
  route('GET', '/channels/:channel/thread-members/:user', (call) => {
    channelOf(call);
    throw refusals.unknownMember();
  });
  route('POST', '/channels/:channel/typing', (call) => {
    const { id } = channelOf(call, SendMessages);
    state.changed({ kind: 'typing', channelId: id, userId: state.bot.id });
    return {};
  });
  route('GET', '/channels/:channel/messages', (call) => {
    const { id } = channelOf(call, ReadMessageHistory);
    const limit = Math.min(Number(call.query('limit') ?? 50), MOST_MESSAGES);
    const [before, after] = [call.query('before'), call.query('after')];
    const all = [...state.messages.values()].filter(
      ({ message, onlyFor }) =>
        message.channel_id === id &&
        onlyFor === null &&
        (before === undefined || BigInt(message.id) < BigInt(before)) &&
        (after === undefined || BigInt(message.id) > BigInt(after)),
    );
    return { body: (after === undefined ? all.slice(-limit) : all.slice(0, limit)).reverse().map(read) };
  });
  route(
    'POST',
    '/channels/:channel/messages',
    (call) => {
      const { form, uploads } = call;
      const { id: channelId } = channelOf(call, uploads.size > 0 ? SendMessages | AttachFiles : SendMessages);
      const mayReply = (appPermissions(state.denied.get(channelId)) & ReadMessageHistory) !== 0n;
      if (form.message_reference?.message_id && !mayReply) throw refusals.noHistory();
      if (hasFlag(form.flags, MessageFlags.Ephemeral))
        throw refusals.invalidForm([
          problem('flags', 'Everybody sees an ordinary message; EPHEMERAL is for interactions.'),
        ]);
      const again = sentBefore(state, form.enforce_nonce ? form.nonce : null);
      if (again) return { body: again.message, shown: again };
      const shown = createMessage(state, {
        channelId,
        form,
        uploads,
        author: state.bot,
        kind: 'message',
        onlyFor: null,
        ...(form.nonce ? { origin: { nonce: form.nonce } } : {}),
      });
      if (form.nonce) state.nonces.set(String(form.nonce), { messageId: shown.message.id, at: state.clock.now() });
      return { body: shown.message, shown };
    },
    { schema: 'MessageCreateRequestSchema' },
  );
  route('GET', '/channels/:channel/messages/:message', (call) => ({ body: read(messageOf(call)) }));
  route(
    'PATCH',
    '/channels/:channel/messages/:message',
    (call) => {
      const stored = messageOf(call);
      if (stored.message.author.id !== state.bot.id) throw refusals.notOwn();
      if (threadOf(state, stored.message.channel_id).thread_metadata?.archived) throw refusals.archivedThread();
      const shown = editMessage(state, stored, call.form, call.uploads, 'message');
      return { body: shown.message, shown };
    },
    { schema: 'MessageEditRequestPartialSchema' },
  );
  route(
    'POST',
    '/channels/:channel/messages/:message/threads',
    (call) => {
      const { id } = channelOf(call, CreatePublicThreads);
      const stored = messageOf(call);
      const body = openThread(state, stored, call.body as Parameters<typeof openThread>[2]);
      state.changed({ kind: 'message', channelId: id, messageId: stored.message.id });
      return { status: 201, body };
    },
    { schema: 'CreateTextThreadWithMessageRequestSchema' },
  );
  route('DELETE', '/channels/:channel/messages/:message', (call) => {
    const stored = messageOf(call);
    if (stored.message.author.id !== state.bot.id) channelOf(call, ManageMessages);
    deleteMessage(state, stored);
    return {};
  });
}

function sentBefore(state: State, nonce: string | number | null | undefined): StoredMessage | undefined {
  const known = state.nonces.get(String(nonce ?? ''));
  return known && state.clock.now() - known.at < NONCE_LIFE ? state.messages.get(known.messageId) : undefined;
}
