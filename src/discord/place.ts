import { type Client, Events, Routes } from 'discord.js';
import { type APIChannel, ChannelType } from 'discord-api-types/v10';

/** Where somebody asks or presses, as far as it decides anything. */
export interface Place {
  channelId: string;
  /** The channel that a thread belongs to; null for what is no thread. */
  parentId: string | null;
  /** By Discord's own mark on the channel, or on the one that a thread belongs to. */
  ageRestricted: boolean;
}

/** What an interaction's payload, or discord.js, says of a channel. */
interface Known {
  id: string;
  type: ChannelType;
  parent_id?: string | null;
  nsfw?: boolean;
}

interface At {
  channelId: string | null;
  /** As discord.js has it: null for a thread that was not announced, and always where interactions come over HTTP. */
  channel?: { id: string; type: ChannelType; parentId?: string | null; nsfw?: boolean } | null;
  client: Client;
}

export const isThread = (type: ChannelType): boolean =>
  type === ChannelType.PublicThread || type === ChannelType.PrivateThread || type === ChannelType.AnnouncementThread;

/** Every interaction says what channel it comes from; discord.js throws that away. */
const sent = new WeakMap<object, Known>();

/** Keeps the channel of each interaction that this client is handed, for as long as somebody has the interaction. */
export function keepPlaces(client: Client): void {
  const { InteractionCreate: action } = (client as unknown as Actions).actions;
  const handle = action.handle.bind(action);
  let channel: Known | undefined;
  client.prependListener(Events.InteractionCreate, (interaction) => {
    if (channel) sent.set(interaction, channel);
  });
  // It hands over the interaction before it returns.
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

/** Never throws: what Discord does not tell is taken for an ordinary channel. */
export async function placeOf(at: At): Promise<Place> {
  const { channel: cached } = at;
  const channel = sent.get(at) ?? (cached ? { ...cached, parent_id: cached.parentId ?? null } : null);
  const channelId = at.channelId ?? '';
  if (!channel || !isThread(channel.type)) return { channelId, parentId: null, ageRestricted: channel?.nsfw === true };
  // A message in a thread that was not announced does not even say what it belongs to.
  const parentId = channel.parent_id ?? (await lookUp(at.client, channelId))?.parent_id ?? null;
  const parent = parentId === null ? null : await lookUp(at.client, parentId);
  return { channelId, parentId, ageRestricted: parent?.nsfw === true };
}

/** In time for the three seconds in which an interaction must be answered. */
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
