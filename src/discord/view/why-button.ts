import type { AskSnapshot } from '../../asks/snapshot.ts';
import { whyId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { button, buttons } from './blocks.ts';

/** **Why?**: tells the reasons of a pick to one person. */
export const whyButton = ({ voting }: Words, askId: string) => button(voting.why, whyId.write({ askId }));

/**
 * **Why?** below a closed ballot. Empty if the server has turned it off, or there is no verdict to explain.
 */
export const whyRow = (words: Words, { ask, comparisons, whyAllowed }: AskSnapshot) =>
  whyAllowed && comparisons.length > 0 ? [buttons(whyButton(words, ask.id))] : [];
