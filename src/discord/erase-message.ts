import { type REST, Routes } from 'discord.js';
import { codeOf, discordCodes, editMessage, isOutOfReach, toRequest } from './send.ts';
import { erasedView } from './view/erased.ts';
import { reportGoneView } from './view/report.ts';
import { wordsFor } from './words/words.ts';

/**
 * Replaces an answer, or the quotes in a report, by a note that it was deleted. A message that is gone, or
 * that the bot cannot edit any more, is left alone.
 * @throws when Discord fails
 */
export async function eraseMessage(
  rest: REST,
  place: { about?: 'ask' | 'report'; channelId: string; messageId: string; language?: string | undefined },
): Promise<void> {
  const words = wordsFor(place.language);
  const view = place.about === 'report' ? reportGoneView(words) : erasedView(words);
  try {
    await editMessage(rest, place, toRequest(view));
  } catch (error) {
    if (!isOutOfReach(error)) throw error;
  }
}

/**
 * Whether the bot is in a server.
 * @throws when Discord does not say
 */
export async function isMemberOf(rest: REST, guildId: string): Promise<boolean> {
  try {
    await rest.get(Routes.guild(guildId));
    return true;
  } catch (error) {
    const gone: unknown[] = [discordCodes.unknownGuild, discordCodes.missingAccess];
    if (gone.includes(codeOf(error))) return false;
    throw error;
  }
}
