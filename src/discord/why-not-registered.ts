import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import { invitationLink } from './bot-rights.ts';
import { isRateLimit } from './rate-limits.ts';

/**
 * Explains to an operator why Discord refused commands, where something can be done about it.
 *
 * @param id the application's
 * @returns null for any other error
 */
export function whyNotRegistered(error: unknown, id: string, guildId: string | undefined): string | null {
  if (isRateLimit(error) || isAnswer(error, RESTJSONErrorCodes.MaximumDailyApplicationCommandCreatesReached))
    return 'Discord takes no commands for now; it takes 200 new ones a day. Those that it has stay. Try again later: npm run deploy-commands';
  if (guildId && isAnswer(error, RESTJSONErrorCodes.MissingAccess))
    return `Discord takes no commands for server ${guildId} (DISCORD_GUILD_ID): the bot is not on it, or was invited without the scope applications.commands. Invite it again: ${invitationLink(id, guildId)}`;
  return null;
}

const isAnswer = (error: unknown, code: number): boolean => error instanceof DiscordAPIError && error.code === code;
