import { ChannelType } from 'discord-api-types/v10';
import type { LocalDiscord, Member } from 'local-discord';
import type { ModelSwitch } from './model-switch.ts';
import type { Banner, ChannelInfo, Hello, PersonInfo } from './page/protocol.ts';
import type { Simulation } from './simulation.ts';

const personInfo = ({ user, moderator }: Member): PersonInfo => ({
  id: user.id,
  name: user.global_name ?? user.username,
  moderator,
});

/** The text channels in the server's order. */
export function channelInfos(discord: LocalDiscord): ChannelInfo[] {
  return discord.channels
    .filter(({ type }) => type === ChannelType.GuildText)
    .map((channel) => ({
      id: channel.id,
      name: channel.name ?? 'channel',
      topic: ('topic' in channel && channel.topic) || '',
    }));
}

/** The first event for a member's page. @returns null when nobody has this id. */
export function helloFor(
  discord: LocalDiscord,
  memberId: string,
  page: { examples?: readonly string[]; banner?: Banner; simulation?: Simulation; models?: ModelSwitch },
): Hello | null {
  const you = discord.members.find(({ user }) => user.id === memberId);
  if (!you) return null;
  return {
    you: personInfo(you),
    people: discord.members.filter(({ user }) => !user.bot && !page.simulation?.isSimulated(user.id)).map(personInfo),
    channels: channelInfos(discord),
    applicationId: discord.applicationId,
    examples: page.examples ?? [],
    banner: page.models?.state().banner ?? page.banner ?? null,
  };
}
