import type { APITextDisplayComponent } from 'discord-api-types/v10';
import type { Ask } from '../../../db/repo/asks.ts';
import type { Words } from '../words/words.ts';
import { inBackticks, quoteLine, text } from './blocks.ts';

/**
 * The question on one line of at most `max` characters. Further lines say so if its words are not the asker's
 * own, and what the models read besides it.
 */
export const question = (
  words: Words,
  ask: Pick<Ask, 'prompt' | 'promptBy' | 'source' | 'parentId' | 'fileName' | 'purgedAt'>,
  max = 280,
): APITextDisplayComponent => text(`> ${quoteLine(ask.prompt, max)}${othersWords(words, ask)}${alsoRead(words, ask)}`);

/** A line that names what the models read besides the question: an earlier answer, a file. */
export function alsoRead(
  { asking }: Words,
  { parentId, fileName, purgedAt }: Pick<Ask, 'parentId' | 'fileName' | 'purgedAt'>,
): string {
  const file = fileName === null || purgedAt !== null ? null : inBackticks(fileName, FILE_NAME_LENGTH);
  if (parentId === null && file === null) return '';
  return `\n-# ${asking.alsoRead(parentId !== null, file)}`;
}
const FILE_NAME_LENGTH = 60;

/**
 * A line that says that somebody else wrote the words. It names nobody: the bot knows the writer only by a
 * pseudonym.
 */
export const othersWords = ({ asking }: Words, { promptBy, source }: Pick<Ask, 'promptBy' | 'source'>): string =>
  promptBy === null ? '' : `\n-# ${source === 'menu' ? asking.fromMessage : asking.othersWords}`;
