import { type APIChannel, ChannelType } from 'discord-api-types/v10';
import { type State, textChannel } from './discord-state.ts';
import type { NewChannel } from './driver.ts';

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

export function archive(state: State, threadId: string, { locked = false } = {}): void {
  const { thread_metadata: metadata } = threadOf(state, threadId);
  if (metadata) Object.assign(metadata, { archived: true, locked });
}

export const threadOf = (state: State, id: string): Thread =>
  (state.channels.find((channel) => channel.id === id) ?? {}) as Thread;
