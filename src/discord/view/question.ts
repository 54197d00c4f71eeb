import type { APITextDisplayComponent } from 'discord-api-types/v10';
import type { Ask } from '../../../db/repo/asks.ts';
import { distinctNames } from '../../model-name.ts';
import type { Words } from '../words/words.ts';
import { inBackticks, quoteLine, text } from './blocks.ts';

/**
 * The question on one line of at most `max` characters. Further lines say so if its words are not the asker's
 * own, and what the models read besides it.
 */
export const question = (
  words: Words,
  ask: Pick<Ask, 'prompt' | 'promptBy' | 'source' | 'parentId' | 'fileName' | 'purgedAt' | 'settings'>,
  max = 280,
): APITextDisplayComponent => text(`> ${quoteLine(ask.prompt, max)}${othersWords(words, ask)}${alsoRead(words, ask)}`);

/**
 * Lines that name what the models read besides the question: an earlier answer, a file, pictures. A further
 * one says why pictures were left out.
 */
export function alsoRead(
  { asking }: Words,
  { parentId, fileName, purgedAt, settings }: Pick<Ask, 'parentId' | 'fileName' | 'purgedAt' | 'settings'>,
): string {
  const file = fileName === null || purgedAt !== null ? null : inBackticks(fileName, FILE_NAME_LENGTH);
  const { pictures, picturesLeftOut } = settings;
  const read = asking.alsoRead(parentId !== null, file, pictures?.n ?? 0);
  const blind = [...distinctNames(picturesLeftOut?.blind ?? []).values()].join(', ');
  const why = picturesLeftOut ? asking.picturesLeftOut(blind === '' ? null : inBackticks(blind, 200)) : '';
  return [read, why].map((line) => (line === '' ? '' : `\n-# ${line}`)).join('');
}
const FILE_NAME_LENGTH = 60;

/**
 * A line that says that somebody else wrote the words. It names nobody: the bot knows the writer only by a
 * pseudonym.
 */
export const othersWords = ({ asking }: Words, { promptBy, source }: Pick<Ask, 'promptBy' | 'source'>): string =>
  promptBy === null ? '' : `\n-# ${source === 'menu' ? asking.fromMessage : asking.othersWords}`;
