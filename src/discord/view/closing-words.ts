import type { Ballot } from '../../../db/repo/ballots.ts';
import type { Words } from '../words/words.ts';

/** That voting is closed, by whom if somebody did it by hand, and how it went. */
export const closingWords = ({ voting }: Words, { closedBy }: Pick<Ballot, 'closedBy'>, how: string): string =>
  closedBy === 'asker' || closedBy === 'moderator' ? voting.closedByHand(closedBy, how) : voting.votingClosed(how);
