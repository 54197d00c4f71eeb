import type { Ask } from '../../../db/repo/asks.ts';
import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { findStored } from '../../tournament/open-tournament.ts';
import type { Words } from '../words/words.ts';
import { relativeTime } from './blocks.ts';

/** From which probability the screen says "sure", and "likely"; below, it is "a close call". */
const SURE = 0.7;
const LIKELY = 0.55;

/**
 * How sure the judge is. `probability` is that of the pick being the best in people's eyes, from 0 to 1; the
 * bounds are chosen so that "sure" comes true 4 times of 5 and "likely" 2 of 3 (docs/tournament.md).
 */
export function confidenceWord({ voting }: Words, probability: number): string {
  if (probability >= SURE) return voting.sure;
  if (probability >= LIKELY) return voting.likely;
  return voting.closeCall;
}

/**
 * The same of an ask. A judge that gives scores is called neither sure nor unsure: nobody has measured what
 * the difference of its scores is worth.
 */
export const suretyWord = (
  words: Words,
  { pick, pBest, settings }: Pick<Ask, 'pick' | 'pBest' | 'settings'>,
): string => (isByScores(settings) ? words.voting.byScore : confidenceWord(words, pBest?.[pick ?? 0] ?? 0));

export const isByScores = ({ tournament }: Pick<Ask['settings'], 'tournament'>): boolean =>
  findStored(tournament)?.byScores ?? false;

/**
 * How many comparisons the judge made, and whether that is little or much for this number of replies. Only
 * the adaptive tournament makes more comparisons in harder cases, so only there the count tells how hard it
 * was: easy below the expected number, hard clearly above it or where it made all that it may. With few
 * replies it may hardly make more than expected, and nothing is called hard.
 */
export function difficultyWords(
  { voting }: Words,
  comparisons: number,
  { n, effort, settings }: Pick<Ask, 'n' | 'effort' | 'settings'>,
): string {
  const tournament = findStored(settings.tournament);
  const expected = tournament?.expectedComparisons(n, effort) ?? 0;
  const most = tournament?.mostComparisons(n, effort) ?? 0;
  const isHard = most > expected && comparisons >= Math.min(most, 1.4 * expected);
  const hard = !tournament?.isAdaptive ? null : isHard ? 'hard' : comparisons <= 0.9 * expected ? 'easy' : null;
  return voting.comparisons(comparisons, hard);
}

/** What the judge picked, after how much work, and how sure it was. */
export function judgeSentence(words: Words, { ask, comparisons }: AskSnapshot, what: string): string {
  const sure = ask.pBest?.[ask.pick ?? 0] ?? 0;
  const took = difficultyWords(words, comparisons.length, ask);
  if (isByScores(ask.settings)) return words.voting.judgeScored(what, took);
  return words.voting.judgePicked(what, took, confidenceWord(words, sure), words.percent(sure));
}

/** When voting ends, such as "in 59 minutes, or after 20 votes". */
export const whenItCloses = (
  { voting }: Words,
  { closesAt, closesAtVotes }: Pick<Ballot, 'closesAt' | 'closesAtVotes'>,
): string => voting.closes(relativeTime(closesAt), closesAtVotes);
