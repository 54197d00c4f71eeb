import { type APIChannel, ChannelType, MessageFlags } from 'discord-api-types/v10';
import { type State, type StoredMessage, textChannel } from './discord-state.ts';
import type { NewChannel } from './driver.ts';
import { refusals } from './errors.ts';

const threadTypes: readonly ChannelType[] = [
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

export const isThread = ({ type }: { type: ChannelType }): boolean => threadTypes.includes(type);
export const isDirect = ({ type }: { type: ChannelType }): boolean =>
  type === ChannelType.DM || type === ChannelType.GroupDM;

/** The extra field of a thread. Discord stores neither `nsfw` nor permission overwrites on a thread. */
interface Thread {
  owner_id?: string;
  thread_metadata?: { archived: boolean; locked: boolean; auto_archive_duration: number; archive_timestamp: string };
}

export function addChannel(state: State, { name, ...more }: NewChannel): APIChannel {
  const channel = { ...textChannel(state.nextId(), state.guildId, name, state.channels.length), ...more };
  const {
    nsfw: _,
    permission_overwrites: __,
    topic: ___,
    position: ____,
    ...rest
  } = channel as never as Record<string, unknown>;
  const metadata = { archived: false, locked: false, auto_archive_duration: 1440, archive_timestamp: state.since };
  const direct = { id: channel.id, type: channel.type, last_message_id: null, recipients: [], flags: 0 };
  const made = (
    isDirect(channel)
      ? direct
      : isThread(channel)
        ? { ...rest, owner_id: state.ownerId, thread_metadata: metadata }
        : channel
  ) as APIChannel;
  state.channels.push(made);
  if (made === channel) state.dispatch({ name: 'CHANNEL_CREATE', data: made });
  return made;
}

/**
 * Opens a thread from a message, with the message's id. The message refers to it from now on.
 * @throws a refusal in a channel of another kind, or when the message has a thread
 */
export function openThread(
  state: State,
  { message, ...stored }: StoredMessage,
  { name, auto_archive_duration = 1440 }: { name: string; auto_archive_duration?: number },
): APIChannel {
  const parent = state.channels.find(({ id }) => id === message.channel_id);
  const type = parent && threadTypeIn(parent.type);
  if (type === undefined) throw refusals.wrongChannelType();
  if (state.channels.some(({ id }) => id === message.id)) throw refusals.threadExists();
  const archive_timestamp = new Date(state.clock.now()).toISOString();
  const thread = {
    id: message.id,
    type,
    name,
    guild_id: state.guildId,
    parent_id: message.channel_id,
    owner_id: state.bot.id,
    last_message_id: null,
    rate_limit_per_user: 0,
    flags: 0,
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    thread_metadata: { archived: false, locked: false, auto_archive_duration, archive_timestamp },
  } as unknown as APIChannel;
  state.channels.push(thread);
  const flags = (message.flags ?? 0) | MessageFlags.HasThread;
  state.messages.set(message.id, { ...stored, message: { ...message, flags, thread } as never });
  state.dispatch({ name: 'THREAD_CREATE', data: { ...thread, newly_created: true } });
  return thread;
}

const threadTypeIn = (parent: ChannelType): ChannelType | undefined =>
  parent === ChannelType.GuildText
    ? ChannelType.PublicThread
    : parent === ChannelType.GuildAnnouncement
      ? ChannelType.AnnouncementThread
      : undefined;

export function archive(state: State, threadId: string, { locked = false } = {}): void {
  const { thread_metadata: metadata } = threadOf(state, threadId);
  if (metadata) Object.assign(metadata, { archived: true, locked });
}

export const threadOf = (state: State, id: string): Thread =>
  (state.channels.find((channel) => channel.id === id) ?? {}) as Thread;
