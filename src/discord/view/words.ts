import type { Ask } from '../../../db/repo/asks.ts';
import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { findStored } from '../../tournament/open-tournament.ts';
import type { Words } from '../words/words.ts';
import { relativeTime } from './blocks.ts';

/** From which percentage the screen says "fairly sure", and "likely"; below, it is "a close call". */
const SURE = 70;
const LIKELY = 55;

/**
 * How sure the judge is, in three levels. `probability` is that of the pick being the best in people's eyes,
 * from 0 to 1. The level goes by the percentage as it is shown: two asks that show the same figure have the
 * same word beside it. The bounds are chosen so that "fairly sure" comes true 4 times of 5 and "likely" 2 of
 * 3 (docs/tournament.md).
 */
function levelOf(probability: number): 'sure' | 'likely' | 'closeCall' {
  const shown = Math.round(100 * probability);
  if (shown >= SURE) return 'sure';
  return shown >= LIKELY ? 'likely' : 'closeCall';
}

/** The word for a probability: the higher the percentage shown, the surer. */
export const confidenceWord = ({ voting }: Words, probability: number): string => voting[levelOf(probability)];

const sureOf = ({ pick, pBest }: Pick<Ask, 'pick' | 'pBest'>): number => pBest?.[pick ?? 0] ?? 0;

/**
 * The same of an ask. A judge that gives scores is called neither sure nor unsure: nobody has measured what
 * the difference of its scores is worth.
 */
export const suretyWord = (words: Words, ask: Pick<Ask, 'pick' | 'pBest' | 'settings'>): string =>
  isByScores(ask.settings) ? words.voting.byScore : confidenceWord(words, sureOf(ask));

export const isByScores = ({ tournament }: Pick<Ask['settings'], 'tournament'>): boolean =>
  findStored(tournament)?.byScores ?? false;

/**
 * How many comparisons the judge made, and whether that is little or much for this number of replies. Only
 * the adaptive tournament makes more comparisons in harder cases, so only there the count tells how hard it
 * was: easy below the expected number, hard clearly above it or where it made all that it may. With few
 * replies it may hardly make more than expected, and nothing is called hard. A case can take little and still
 * end in doubt, because more comparisons would not have told more. So nothing is easy of which the judge is
 * less than fairly sure, and nothing is hard of which it is.
 */
export function difficultyWords(
  { voting }: Words,
  comparisons: number,
  ask: Pick<Ask, 'n' | 'effort' | 'settings' | 'pick' | 'pBest'>,
): string {
  const { n, effort, settings } = ask;
  const tournament = findStored(settings.tournament);
  const expected = tournament?.expectedComparisons(n, effort) ?? 0;
  const most = tournament?.mostComparisons(n, effort) ?? 0;
  if (!tournament?.isAdaptive) return voting.comparisons(comparisons, null);
  const isSure = levelOf(sureOf(ask)) === 'sure';
  const tookMuch = most > expected && comparisons >= Math.min(most, 1.4 * expected);
  const hard = tookMuch && !isSure ? 'hard' : comparisons <= 0.9 * expected && isSure ? 'easy' : null;
  return voting.comparisons(comparisons, hard);
}

/** What the judge picked, after how much work, and how sure it was. */
export function judgeSentence(words: Words, { ask, comparisons }: AskSnapshot, what: string): string {
  const sure = sureOf(ask);
  const took = difficultyWords(words, comparisons.length, ask);
  if (isByScores(ask.settings)) return words.voting.judgeScored(what, took);
  return words.voting.judgePicked(what, took, confidenceWord(words, sure), words.percent(sure));
}

/** When voting ends, such as "in 59 minutes, or after 20 votes". */
export const whenItCloses = (
  { voting }: Words,
  { closesAt, closesAtVotes }: Pick<Ballot, 'closesAt' | 'closesAtVotes'>,
): string => voting.closes(relativeTime(closesAt), closesAtVotes);
