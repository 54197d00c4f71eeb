import { discordCode, outside } from '../markdown-code.ts';

/** What a place or a role is called. null when nobody here knows, or not everybody may. */
export interface Names {
  channel(id: string): string | null;
  role(id: string): string | null;
}

/** For a text whose mentions nobody can look up. */
export const noNames: Names = { channel: () => null, role: () => null };

const SIGN =
  /<#(?<channel>\d{15,21})>|<@&(?<role>\d{15,21})>|<a?:(?<emoji>\w{2,32}):\d{15,21}>|<t:(?<time>-?\d{1,13})(?::[tTdDfFsSR])?>|<\/(?<command>[^<>:\n]{1,100}):\d{15,21}>|<id:(?<page>[a-z-]{4,20})(?::\d{15,21})?>|<sound:\d{1,21}:\d{15,21}>|https:\/\/(?:(?:canary|ptb)\.)?discord(?:app)?\.com\/channels\/(?:\d{15,21}|@me)\/(?<linked>\d{15,21})(?<message>\/\d{15,21})?/g;

/**
 * Writes what only Discord can draw as people see it: channels, roles, emoji of a server, moments, commands
 * and links to messages. A model could make nothing of their ids. In code, as Discord reads it, they mean
 * nothing, and a question may be about them. Mentions of people stay for `withoutIds`.
 */
export const plainMentions = (text: string, names: Names = noNames): string =>
  outside(text, discordCode(text), (part) => inWords(part, names));

const inWords = (text: string, names: Names): string =>
  text.replaceAll(SIGN, (whole, ...rest) => {
    const found = rest.at(-1) as Partial<Record<string, string>>;
    if (found.channel) return `#${names.channel(found.channel) ?? 'channel'}`;
    if (found.role) return `@${names.role(found.role) ?? 'role'}`;
    if (found.emoji) return `:${found.emoji}:`;
    if (found.time) return momentOf(Number(found.time)) ?? whole;
    if (found.command) return `/${found.command}`;
    if (found.page) return `(${found.page})`;
    if (found.linked)
      return `(link to ${found.message ? 'a message in ' : ''}#${names.channel(found.linked) ?? 'channel'})`;
    return '(sound)';
  });

/**
 * A moment like `2026-11-27 16:30 UTC`, because nobody knows the reader's zone.
 * @returns null when it is too far away
 */
function momentOf(seconds: number): string | null {
  const moment = new Date(seconds * 1000);
  if (Number.isNaN(moment.getTime())) return null;
  return `${moment.toISOString().slice(0, -8).replace('T', ' ')} UTC`;
}
