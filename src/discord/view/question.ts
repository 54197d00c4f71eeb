import type { APITextDisplayComponent } from 'discord-api-types/v10';
import type { Ask } from '../../../db/repo/asks.ts';
import type { Words } from '../words/words.ts';
import { quoteLine, text } from './blocks.ts';

/** The question on one line of at most `max` characters, and a line that says so where it is in somebody else's words than the asker's. */
export const question = (
  words: Words,
  ask: Pick<Ask, 'prompt' | 'promptBy' | 'source'>,
  max = 280,
): APITextDisplayComponent => text(`> ${quoteLine(ask.prompt, max)}${othersWords(words, ask)}`);

/** Who wrote it is not told: nobody here knows more of them than a hash. */
export const othersWords = ({ asking }: Words, { promptBy, source }: Pick<Ask, 'promptBy' | 'source'>): string =>
  promptBy === null ? '' : `\n-# ${source === 'menu' ? asking.fromMessage : asking.othersWords}`;
