import type { AskSnapshot } from '../../asks/snapshot.ts';
import { whyId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { button, buttons } from './blocks.ts';

/**
 * **Why?** below a closed ballot. Empty if the server does not allow it, or there is no verdict to explain.
 */
export const whyButton = ({ voting }: Words, { ask, comparisons, whyAllowed }: AskSnapshot) =>
  whyAllowed && comparisons.length > 0 ? [buttons(button(voting.why, whyId.write({ askId: ask.id })))] : [];
