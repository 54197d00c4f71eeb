import { evenWeight, type QuestionVotes, questionShare } from './per-question.ts';
import { type Statistic, share } from './statistic.ts';

/**
 * The pick's win rate: how often it beats a candidate drawn evenly from the others of a question drawn
 * evenly. Each question weighs the same, however many people voted on it and however many candidates it had.
 * A tie is half a win; "both bad" is left out. n: summed weights, which is about the number of questions.
 * Source: the ratio estimator of Hájek 1971.
 */
export const pickWinRate: Statistic<QuestionVotes & { cluster: string }> = share((question) => {
  const found = questionShare(question);
  return found ? [found.weight * found.share, found.weight] : [0, 0];
});

/** A vote on a duel between the pick and an opponent. */
export interface DuelVote extends Pick<QuestionVotes, 'others' | 'probability'> {
  cluster: string;
  vote: 'pick' | 'opponent' | 'tie' | 'both_bad';
}

/**
 * The same by vote: a question weighs as much as it has votes. Where close duels draw more of them, this is
 * lower than by question. n: summed weights, about the number of votes.
 */
export const pickWinRateByVote: Statistic<DuelVote> = share(({ vote, others, probability }) => {
  if (vote === 'both_bad' || !(probability > 0)) return [0, 0];
  const weight = evenWeight({ others, probability });
  return [(vote === 'pick' ? 1 : vote === 'tie' ? 0.5 : 0) * weight, weight];
});
