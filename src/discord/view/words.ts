import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { findTournament } from '../../tournament/open-tournament.ts';
import type { Words } from '../words/words.ts';
import { relativeTime } from './blocks.ts';

/**
 * How sure the judge is. `probability` is that of the pick being the best, from 0 to 1. The bounds were
 * calibrated on simulated communities: "sure" comes true 4 times of 5, "likely" 2 of 3, and "a close call"
 * every other time (docs/tournament.md).
 */
export function confidenceWord({ voting }: Words, probability: number): string {
  if (probability >= 0.7) return voting.sure;
  // One half of two is a coin.
  if (probability > 0.5) return voting.likely;
  return voting.closeCall;
}

/**
 * How many comparisons the judge made, and whether that is little or much for this number of replies. Only
 * the adaptive tournament makes more comparisons in harder cases, so only there the count tells how hard it
 * was.
 */
export function difficultyWords({ voting }: Words, comparisons: number, replies: number, tournament: string): string {
  const perReply = comparisons / Math.max(1, replies);
  const hard = !findTournament(tournament)?.isAdaptive ? null : perReply <= 2 ? 'easy' : perReply >= 3 ? 'hard' : null;
  return voting.comparisons(comparisons, hard);
}

/** What the judge picked, after how much work, and how sure it was. */
export function judgeSentence(words: Words, { ask, candidates, comparisons }: AskSnapshot, what: string): string {
  const sure = ask.pBest?.[ask.pick ?? 0] ?? 0;
  const took = difficultyWords(words, comparisons.length, candidates.length, ask.settings.tournament);
  return words.voting.judgePicked(what, took, confidenceWord(words, sure), words.percent(sure));
}

/** When voting ends, such as "in 59 minutes, or after 20 votes". */
export const whenItCloses = (
  { voting }: Words,
  { closesAt, closesAtVotes }: Pick<Ballot, 'closesAt' | 'closesAtVotes'>,
): string => voting.closes(relativeTime(closesAt), closesAtVotes);
