import { type REST, Routes } from 'discord.js';
import { type APIGuild, type APIGuildChannel, ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { rightsIn } from './bot-rights.ts';
import { isThread } from './place.ts';

const { Administrator, ManageMessages, ManageThreads, ViewChannel } = PermissionFlagsBits;

/** What decides who may look at an ask: its channel, and whether that was age-restricted. */
export interface Asked {
  channelId: string;
  settings: { ageRestricted?: boolean };
}

export interface Member {
  id: string;
  roles: readonly string[];
}

type Get = (path: `/${string}`) => Promise<unknown>;
type Channel = Pick<APIGuildChannel, 'id' | 'name' | 'type' | 'permission_overwrites'> & { nsfw?: boolean };

/** Who may see and moderate which channel of one server. */
export interface Sight {
  /**
   * Whether a member can see a channel and manage its messages, so that they may moderate what was asked
   * there. For a deleted channel the server-wide permissions of their roles decide.
   */
  moderates(member: Member, channelId: string): Promise<boolean>;
  /**
   * Whether a question may be quoted in `channelId`. That must reveal nothing: either everybody can see the
   * channel where it was asked, or not everybody can see this one. An age-restricted question is only quoted
   * in an age-restricted channel.
   */
  mayBeQuoted(asked: Asked, channelId: string): Promise<boolean>;
  isForAdults(channelId: string): Promise<boolean>;
}

/** How long Discord's answers are cached. Autocomplete asks for them with every letter that is typed. */
const KEPT_MS = 5000;
const known = new WeakMap<object, Map<string, { at: number; sight: Sight }>>();

/**
 * Computes permissions as Discord does, from what its REST API says: an HTTP process has no cache of servers.
 */
export function sightOf(rest: REST, guildId: string, now = Date.now()): Sight {
  const servers = known.get(rest) ?? new Map<string, { at: number; sight: Sight }>();
  known.set(rest, servers);
  for (const [id, { at }] of servers) if (now - at > KEPT_MS) servers.delete(id);
  const sight = servers.get(guildId)?.sight ?? openSight((path) => rest.get(path), guildId);
  if (!servers.has(guildId)) servers.set(guildId, { at: now, sight });
  return sight;
}

interface Found {
  /** The channel, or the parent channel of a thread. null when it was deleted. */
  channel: Channel | null;
  isPrivateThread: boolean;
}

/** Opens the permissions of one server. `get` reads a path of Discord's REST API. Each path is read once. */
export function openSight(get: Get, guildId: string): Sight {
  const once = <Value>(read: () => Promise<Value>) => {
    let value: Promise<Value> | undefined;
    return () => {
      value ??= read();
      return value;
    };
  };
  const guild = once(async () => (await get(Routes.guild(guildId))) as APIGuild);
  const channels = once(async () => (await get(Routes.guildChannels(guildId))) as Channel[]);
  const threads = new Map<string, Promise<Found>>();

  const find = async (channelId: string): Promise<Found> => {
    const channel = (await channels()).find(({ id }) => id === channelId);
    if (channel) return { channel, isPrivateThread: false };
    const thread = threads.get(channelId) ?? findThread(channelId);
    threads.set(channelId, thread);
    return thread;
  };
  const findThread = async (channelId: string): Promise<Found> => {
    const thread = (await get(Routes.channel(channelId)).catch(() => null)) as {
      type: ChannelType;
      parent_id?: string;
    } | null;
    const parent = thread && isThread(thread.type) ? thread.parent_id : undefined;
    return {
      channel: (await channels()).find(({ id }) => id === parent) ?? null,
      isPrivateThread: thread?.type === ChannelType.PrivateThread,
    };
  };
  const isIn = (channelId: string, memberId: string) =>
    get(Routes.threadMembers(channelId, memberId)).then(
      () => true,
      () => false,
    );
  const everybodySees = async (channelId: string): Promise<boolean> => {
    const { channel, isPrivateThread } = await find(channelId);
    if (!channel || isPrivateThread) return false;
    return (rightsIn(channel, await guild(), { id: '', roles: [] }) & ViewChannel) !== 0n;
  };
  const isForAdults = async (channelId: string) => (await find(channelId)).channel?.nsfw === true;

  return {
    async moderates(member, channelId) {
      const { channel, isPrivateThread } = await find(channelId);
      const rights = rightsIn(channel ?? { permission_overwrites: [] }, await guild(), {
        id: member.id,
        roles: [...member.roles],
      });
      if ((rights & Administrator) !== 0n) return true;
      if ((rights & ViewChannel) === 0n || (rights & ManageMessages) === 0n) return false;
      return !isPrivateThread || (rights & ManageThreads) !== 0n || isIn(channelId, member.id);
    },
    async mayBeQuoted({ channelId: from, settings }, channelId) {
      if (from === channelId) return true;
      if ((settings.ageRestricted || (await isForAdults(from))) && !(await isForAdults(channelId))) return false;
      return (await everybodySees(from)) || !(await everybodySees(channelId));
    },
    isForAdults,
  };
}
