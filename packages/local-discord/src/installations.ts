import {
  type APIApplicationCommand,
  type APIChannel,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
} from 'discord-api-types/v10';
import type { State } from './discord-state.ts';
import type { Member } from './driver.ts';

const { GuildInstall, UserInstall } = ApplicationIntegrationType;

/**
 * `authorizing_integration_owners`: by kind of installation, the id of the server or person that has the bot.
 */
export type Owners = Readonly<Record<string, string>>;

/** The most follow-ups of a bot that only the person has installed. */
export const MOST_FOLLOW_UPS = 5;

export const contextOf = (channel: { type: ChannelType } | undefined): InteractionContextType => {
  if (channel?.type === ChannelType.DM) return InteractionContextType.BotDM;
  return channel?.type === ChannelType.GroupDM ? InteractionContextType.PrivateChannel : InteractionContextType.Guild;
};

/**
 * Who installed the bot where an interaction is sent. In a direct message with the bot, a server's
 * installation has the id 0. Source: "Authorizing Integration Owners Object" in
 * https://docs.discord.com/developers/interactions/receiving-and-responding.
 */
export function ownersAt(state: State, member: Member, channel: { type: ChannelType } | undefined): Owners {
  const context = contextOf(channel);
  const byServer = state.botIsIn && context !== InteractionContextType.PrivateChannel;
  return {
    ...(byServer ? { [GuildInstall]: context === InteractionContextType.Guild ? state.guildId : '0' } : {}),
    ...(member.hasApp ? { [UserInstall]: member.user.id } : {}),
  };
}

/** The installations under which a command may be used. A command of one server is that server's alone. */
export const ownersFor = (owners: Owners, { integration_types = [GuildInstall] }: APIApplicationCommand): Owners =>
  Object.fromEntries(Object.entries(owners).filter(([kind]) => integration_types.includes(Number(kind))));

/** Whether Discord's client offers a command in a channel. */
export function isOffered(command: APIApplicationCommand, channel: APIChannel | undefined, owners: Owners): boolean {
  const context = contextOf(channel);
  if (command.guild_id && context !== InteractionContextType.Guild) return false;
  return Object.keys(owners).length > 0 && (command.contexts?.includes(context) ?? true);
}

/** Whether a bot's follow-ups are counted: no server has installed it where the interaction was sent. */
export const isPersonal = (owners: Owners): boolean => !(GuildInstall in owners) && UserInstall in owners;

/** Whether the bot itself is where a channel is: in the server, or one of two in a direct message. */
export function botIsAt(state: State, channel: APIChannel): boolean {
  if (channel.type === ChannelType.GroupDM) return false;
  if (channel.type !== ChannelType.DM) return state.botIsIn;
  return state.botIsIn || [...state.members.values()].some(({ hasApp }) => hasApp);
}
