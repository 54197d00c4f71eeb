import {
  type APIGuild,
  type APIGuildChannel,
  type APIGuildMember,
  ChannelType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';

const {
  Administrator,
  AttachFiles,
  CreatePublicThreads,
  ReadMessageHistory,
  SendMessages,
  SendMessagesInThreads,
  ViewChannel,
} = PermissionFlagsBits;
type Rights = Readonly<Record<string, bigint>>;

/** The permissions that the bot needs where it answers, by the names that Discord's settings show. */
export const neededRights: Rights = {
  'View Channel': ViewChannel,
  'Send Messages': SendMessages,
  'Send Messages in Threads': SendMessagesInThreads,
  'Attach Files': AttachFiles,
  'Read Message History': ReadMessageHistory,
};
/** The permissions that it needs besides where a server wants a thread for each question. */
export const threadRights: Rights = {
  'View Channel': ViewChannel,
  'Create Public Threads': CreatePublicThreads,
  'Send Messages in Threads': SendMessagesInThreads,
};
export const neededBits: bigint = Object.values(neededRights).reduce((all, bit) => all | bit, 0n);

/** The link by which a bot is added to a server, with the scopes and permissions that it needs. */
export function invitationLink(applicationId: string, guildId?: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: neededBits.toString(),
    ...(guildId ? { guild_id: guildId } : {}),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}

type Channel = Pick<APIGuildChannel, 'id' | 'name' | 'type' | 'permission_overwrites'>;
type Place = Pick<APIGuild, 'id' | 'owner_id' | 'roles'>;
type Who = Pick<APIGuildMember, 'roles'> & { id: string };

const ALL = ~0n;

/**
 * A member's permission bits in a channel. Source:
 * https://discord.com/developers/docs/topics/permissions#permission-overwrites
 */
export function rightsIn(channel: Pick<Channel, 'permission_overwrites'>, guild: Place, { id, roles }: Who): bigint {
  if (guild.owner_id === id) return ALL;
  const own = guild.roles.filter((role) => role.id === guild.id || roles.includes(role.id));
  let rights = own.reduce((all, role) => all | BigInt(role.permissions), 0n);
  if (rights & Administrator) return ALL;
  const overwrites = channel.permission_overwrites ?? [];
  // The overwrites of @everyone, then those of all the member's roles together, then the member's own. A
  // later one wins.
  for (const applies of [
    (of: string) => of === guild.id,
    (of: string) => roles.includes(of),
    (of: string) => of === id,
  ]) {
    const these = overwrites.filter((one) => applies(one.id));
    rights &= ~these.reduce((all, { deny }) => all | BigInt(deny), 0n);
    rights |= these.reduce((all, { allow }) => all | BigInt(allow), 0n);
  }
  return rights & ViewChannel ? rights : 0n;
}

/**
 * The names of the permissions that the bot needs and lacks in a channel of this type. In a forum it only
 * answers in posts, which are threads; there, Send Messages is the right to open a post.
 */
export const missingRights = (
  rights: bigint,
  type: ChannelType = ChannelType.GuildText,
  needed: Rights = neededRights,
): string[] =>
  Object.entries(needed).flatMap(([name, bit]) =>
    (rights & bit) === bit || (type === ChannelType.GuildForum && bit === SendMessages) ? [] : [name],
  );

/** A server, with what the bot lacks in each of its channels. */
export interface BotPlace {
  name: string;
  /** Channels that people can ask in, in the server's order. */
  channels: { id: string; name: string; type: ChannelType; missing: string[] }[];
}

const askable: readonly ChannelType[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum];

/**
 * What the bot may do in a server's channels, as Discord knows it now. `get` reads a path of Discord's REST
 * API. `needed`: the permissions to look for.
 */
export async function readBotPlace(
  get: (path: `/${string}`) => Promise<unknown>,
  guildId: string,
  botId: string,
  needed: Rights = neededRights,
): Promise<BotPlace> {
  const [guild, channels, member] = (await Promise.all([
    get(`/guilds/${guildId}`),
    get(`/guilds/${guildId}/channels`),
    get(`/guilds/${guildId}/members/${botId}`),
  ])) as [APIGuild, Channel[], APIGuildMember];
  return {
    name: guild.name,
    channels: channels
      .filter(({ type }) => askable.includes(type))
      .map((channel) => ({
        id: channel.id,
        name: channel.name ?? '',
        type: channel.type,
        missing: missingRights(rightsIn(channel, guild, { id: botId, roles: member.roles }), channel.type, needed),
      })),
  };
}
