import { type REST, Routes } from 'discord.js';
import type { Log } from '../ops/log.ts';
import { deliver } from './deliver.ts';
import { unnameThread } from './question-thread.ts';
import { actOn, isOutOfGuild, isUnshown, readRefusal } from './refusals.ts';
import { editing } from './send.ts';
import { erasedView } from './view/erased.ts';
import { reportGoneView } from './view/report.ts';
import { wordsFor } from './words/words.ts';

/**
 * Replaces an answer, or the quotes in a report, by a note that it was deleted. Where Discord refuses the
 * note, the message itself is deleted. A message that is gone, or that the bot cannot reach any more, is left
 * alone. `thread`: only the words in the name of the message's thread go.
 * @throws when Discord fails
 */
export async function eraseMessage(
  rest: REST,
  place: { about?: 'ask' | 'report' | 'thread'; channelId: string; messageId: string; language?: string | undefined },
  log: Log,
): Promise<void> {
  // The name of a question's thread holds its words too.
  if (place.about !== 'report') await unnameThread(rest, place, log);
  if (place.about === 'thread') return;
  const words = wordsFor(place.language);
  const view = place.about === 'report' ? reportGoneView(words) : erasedView(words);
  const { end } = await deliver(editing(rest, place), view, { note: '', log, about: { messageId: place.messageId } });
  if (!isUnshown(end)) return;
  try {
    await rest.delete(Routes.channelMessage(place.channelId, place.messageId));
  } catch (error) {
    const refusal = readRefusal(error);
    if (actOn(refusal, { by: 'bot' }) === 'wait') throw error;
    log.warn({ messageId: place.messageId, ...refusal }, 'a message could not be erased');
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
    if (isOutOfGuild(error)) return false;
    throw error;
  }
}
