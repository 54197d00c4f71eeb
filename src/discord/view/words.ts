import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { plural, relativeTime } from './blocks.ts';

/**
 * How sure the judge is, in words; `probability` that the pick is the best, 0–1. The bounds are set so that a word means the same in every
 * simulated community: "sure" comes true 4 times of 5, "likely" 2 of 3, "a close call" every other time (docs/tournament.md).
 */
export function confidenceWord(probability: number): string {
  if (probability >= 0.7) return 'sure';
  if (probability >= 0.5) return 'likely';
  return 'a close call';
}

/**
 * What the judging took, and whether that was little or much for so many replies; only the adaptive tournament asks more where it is
 * harder, so only there the count says how hard it was.
 */
export function difficultyWords(comparisons: number, replies: number, tournament: string): string {
  const count = `${comparisons} ${comparisons === 1 ? 'comparison' : 'comparisons'}`;
  if (!tournament.startsWith('adaptive')) return count;
  const perReply = comparisons / Math.max(1, replies);
  if (perReply <= 2) return `${count}, an easy case`;
  return perReply >= 3 ? `${count}, a hard case` : count;
}

/** What the judge picked, after how much work, and how sure it was. */
export function judgeSentence({ ask, candidates, comparisons }: AskSnapshot, what: string): string {
  const sure = ask.pBest?.[ask.pick ?? 0] ?? 0;
  return `**The judge picked ${what}** after ${difficultyWords(comparisons.length, candidates.length, ask.settings.tournament)}: ${confidenceWord(sure)} (${percent(sure)}).`;
}

/** When voting ends, as every reader's client shows it: "in 59 minutes, or after 20 votes". */
export const whenItCloses = ({ closesAt, closesAtVotes }: Pick<Ballot, 'closesAt' | 'closesAtVotes'>): string =>
  `${relativeTime(closesAt)}${closesAtVotes === null ? '' : `, or after ${plural(closesAtVotes, 'vote')}`}`;

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

export const stillVoting =
  'People are still voting on that answer, and going on from it would give the judge’s pick away. Please try again when voting has closed.';

export const blockedSentence =
  'The moderators of this server have blocked you from asking and voting here. If you think that is a mistake, please talk to them.';

/** Why an ask has no answer, and what to do next. */
export const failureSentences: Readonly<Record<string, string>> = {
  'no-candidate':
    'None of the models could write a reply. Please try again in a minute; if it stays like this, tell a moderator.',
  'no-candidate-in-time': 'No model finished a reply in time. Please try again, perhaps with a shorter question.',
  content:
    'This question does not fit the rules that this bot’s operator has set. If you think that is a mistake, please rephrase it or talk to a moderator.',
  'content-unchecked':
    'Your question could not be checked against this bot’s rules, so it was not answered. Please try again in a minute.',
  unseen: 'Discord did not take our answer, so the question was not worked on. Please ask again.',
  internal: 'Something went wrong on our side while answering. Please ask again.',
};

/** Why nobody votes on this answer. */
export const unjudgedSentences = {
  deadline: 'Time ran out before the judge had a verdict.',
  'judge-unavailable': 'The judge could not be reached.',
  alone: 'Only one reply was written, so there was nothing to compare it with.',
  undecided: 'The judge reached no verdict that counts.',
} as const;
