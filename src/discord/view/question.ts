import type { APITextDisplayComponent } from 'discord-api-types/v10';
import type { Ask } from '../../../db/repo/asks.ts';
import type { Words } from '../words/words.ts';
import { quoteLine, text } from './blocks.ts';

/**
 * The question on one line of at most `max` characters. A second line says so if its words are not the
 * asker's own.
 */
export const question = (
  words: Words,
  ask: Pick<Ask, 'prompt' | 'promptBy' | 'source'>,
  max = 280,
): APITextDisplayComponent => text(`> ${quoteLine(ask.prompt, max)}${othersWords(words, ask)}`);

/**
 * A line that says that somebody else wrote the words. It names nobody: the bot knows the writer only by a
 * pseudonym.
 */
export const othersWords = ({ asking }: Words, { promptBy, source }: Pick<Ask, 'promptBy' | 'source'>): string =>
  promptBy === null ? '' : `\n-# ${source === 'menu' ? asking.fromMessage : asking.othersWords}`;
