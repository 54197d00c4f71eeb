import type { AskSnapshot } from '../../asks/snapshot.ts';
import type { Words } from '../words/words.ts';

/**
 * How many have voted so far, as a line below an open ballot. The sum over all choices, so that it says
 * nothing of sides.
 * @returns '' when nobody has
 */
export function soFarLine({ voting }: Words, tally: AskSnapshot['tally']): string {
  const total = tally.reduce((sum, { votes }) => sum + votes, 0);
  return total === 0 ? '' : `\n-# ${voting.soFar(total)}`;
}
