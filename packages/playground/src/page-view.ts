import { ChannelType } from 'discord-api-types/v10';
import type { LocalDiscord, Member } from 'local-discord';
import type { ModelSwitch } from './model-switch.ts';
import type { Banner, ChannelInfo, Hello, PersonInfo, SpecialQuestions } from './page/protocol.ts';
import type { Simulation } from './simulation.ts';

const personInfo = ({ user, moderator, locale }: Member): PersonInfo => ({
  id: user.id,
  name: user.global_name ?? user.username,
  moderator,
  locale,
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

/**
 * Whose page is shown: the member with this id or name, else the first whose client speaks this language,
 * else the first of all.
 */
export const memberFor = (discord: LocalDiscord, as: string, language: string): Member | undefined =>
  discord.members.find(({ user }) => user.id === as || user.global_name === as) ??
  discord.members.find(({ locale }) => locale.split('-')[0] === language) ??
  discord.members.at(0);

/** The first event for a member's page. @returns null when nobody has this id. */
export function helloFor(
  discord: LocalDiscord,
  memberId: string,
  page: {
    build: string;
    examples?: readonly string[];
    special?: SpecialQuestions;
    banner?: Banner;
    simulation?: Simulation;
    models?: ModelSwitch;
  },
): Hello | null {
  const you = discord.members.find(({ user }) => user.id === memberId);
  if (!you) return null;
  return {
    you: personInfo(you),
    people: discord.members.filter(({ user }) => !user.bot && !page.simulation?.isSimulated(user.id)).map(personInfo),
    channels: channelInfos(discord),
    applicationId: discord.applicationId,
    examples: page.examples ?? [],
    special: page.special ?? null,
    build: page.build,
    banner: page.models?.state().banner ?? page.banner ?? null,
  };
}
