import { type Client, Events, Routes } from 'discord.js';
import { type APIChannel, ChannelType } from 'discord-api-types/v10';

/** The channel in which somebody asks or presses, with what decides something. */
export interface Place {
  channelId: string;
  /** The parent channel of a thread. null outside threads. */
  parentId: string | null;
  /** Whether the channel, or the parent channel of a thread, is age-restricted. */
  ageRestricted: boolean;
}

/** A channel, as an interaction's payload or discord.js has it. */
interface Known {
  id: string;
  type: ChannelType;
  parent_id?: string | null;
  nsfw?: boolean;
}

interface At {
  channelId: string | null;
  /**
   * From discord.js's cache. null for a thread that it has not seen, and for every interaction that came over
   * HTTP.
   */
  channel?: { id: string; type: ChannelType; parentId?: string | null; nsfw?: boolean } | null;
  client: Client;
}

/** Whether a channel of this type is a thread, which takes rights and settings from its parent. */
export const isThread = (type: ChannelType): boolean =>
  type === ChannelType.PublicThread || type === ChannelType.PrivateThread || type === ChannelType.AnnouncementThread;

/** The channel of each interaction. Its payload has it, but discord.js drops it. */
const sent = new WeakMap<object, Known>();

/**
 * Remembers the channel of each interaction that this client emits, as long as the interaction object lives.
 */
export function keepPlaces(client: Client): void {
  const { InteractionCreate: action } = (client as unknown as Actions).actions;
  const handle = action.handle.bind(action);
  let channel: Known | undefined;
  client.prependListener(Events.InteractionCreate, (interaction) => {
    if (channel) sent.set(interaction, channel);
  });
  // `handle` emits the interaction synchronously.
  action.handle = (data) => {
    channel = data.channel;
    try {
      handle(data);
    } finally {
      channel = undefined;
    }
  };
}

interface Actions {
  actions: { InteractionCreate: { handle(data: { channel?: Known }): void } };
}

/**
 * Finds the place of an interaction or message. Never throws: a channel that Discord does not tell about is
 * taken for one without an age restriction.
 */
export async function placeOf(at: At): Promise<Place> {
  const { channel: cached } = at;
  const channel = sent.get(at) ?? (cached ? { ...cached, parent_id: cached.parentId ?? null } : null);
  const channelId = at.channelId ?? '';
  if (!channel || !isThread(channel.type)) return { channelId, parentId: null, ageRestricted: channel?.nsfw === true };
  // For a message in a thread that discord.js has not seen, not even the parent is known.
  const parentId = channel.parent_id ?? (await lookUp(at.client, channelId))?.parent_id ?? null;
  const parent = parentId === null ? null : await lookUp(at.client, parentId);
  return { channelId, parentId, ageRestricted: parent?.nsfw === true };
}

/** Leaves time for the acknowledgement, for which Discord waits three seconds. */
const WITHIN_MS = 1000;

async function lookUp({ channels, rest }: Client, id: string): Promise<Known | null> {
  const cached = channels.cache.get(id) as { type: ChannelType; nsfw?: boolean; parentId?: string | null } | undefined;
  if (cached && (!isThread(cached.type) || cached.parentId))
    return { id, type: cached.type, nsfw: cached.nsfw === true, parent_id: cached.parentId ?? null };
  try {
    return (await rest.get(Routes.channel(id), { signal: AbortSignal.timeout(WITHIN_MS) })) as APIChannel as Known;
  } catch {
    return null;
  }
}
