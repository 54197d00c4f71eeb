import { ChannelType } from 'discord-api-types/v10';
import type { BotPlace } from '../bot-rights.ts';
import type { Words } from '../words/words.ts';

const SHOWN = 3;

/**
 * What the bot lacks to open threads, a line for each channel. Posts of a forum are threads, and open none.
 * `channels` null: Discord did not answer. `chosen`: the channels for questions; null means all.
 * @returns '' when it lacks nothing
 */
export function threadRightsWords(
  { settings, setup }: Words,
  channels: BotPlace['channels'] | null,
  chosen: readonly string[] | null,
): string {
  if (channels === null) return settings.threadRightsUnknown;
  const lacking = channels.filter(
    ({ id, type, missing }) => type !== ChannelType.GuildForum && missing.length > 0 && (chosen?.includes(id) ?? true),
  );
  const lines = lacking.slice(0, SHOWN).map(({ id, missing }) => {
    if (missing.includes('View Channel')) return setup.invisible(`<#${id}>`);
    return setup.lacking(
      `<#${id}>`,
      missing.map((name) => (setup.rights as Record<string, string>)[name] ?? name),
    );
  });
  const more = lacking.length - lines.length;
  return [...lines, ...(more > 0 ? [setup.moreChannels(more)] : [])].join('\n');
}
