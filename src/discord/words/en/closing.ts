import { plural } from '../plural.ts';

/** **Close now**, and the word that a vote has closed. */
export const closing = {
  closeNow: 'Close now',
  sure: (votes: number) =>
    `**Close the voting now?** ${votes === 0 ? 'Nobody has voted yet' : `${plural(votes, 'vote')} so far`}. No later vote counts, the message shows the result at once, and it cannot be opened again. The message says that it was closed early, and so does what is kept for research.`,
  yes: 'Close it for good',
  done: 'Voting is closed. The message shows the result in a moment.',
  already: 'Voting on this question has already closed. The message shows the result.',
  notYours: 'Only the person who asked and moderators can close the voting on a question.',
  voted:
    'You have voted here, so you know how at least one vote stands. The person who asked can close the voting, and so can a moderator who has not voted on it.',
  unknown: 'Nobody votes on this message, so there is nothing to close. Open the menu of a question with an open vote.',
  /** The first word in the thread of a question. */
  talk: 'Voting has closed: here is room to talk about the question and its answers.',
  /** The name of a thread where the question itself cannot be one. */
  thread: 'A question',
  /** The word in the channel. `pick`: its letter, or null where answers have none. */
  announced: (pick: string | null, forPick: number, votes: number) => {
    const name = `the judge’s pick${pick === null ? '' : `, **${pick}**,`}`;
    return votes === 0
      ? `Voting has closed, and nobody voted${pick === null ? '' : `; the judge picked **${pick}**`}.`
      : `Voting has closed: ${name} got ${forPick} of ${plural(votes, 'vote')}.`;
  },
};
