import { type Statistic, share } from './statistic.ts';

/** One vote on a duel of the pick and an opponent. */
export interface DuelVote {
  cluster: string;
  vote: 'pick' | 'opponent' | 'tie' | 'both_bad';
  /** How likely it was that the pick met this opponent, 0–1. */
  probability: number;
}

/**
 * How often the pick beats a candidate drawn at random from the others: votes weighted by one over the probability of their opponent (Hájek's
 * ratio estimator, 1971), because the runner-up is drawn more often than the rest. A tie is half a win; both bad is no vote for a side and left
 * out. n: weights summed, which is about the number of votes times the number of opponents.
 */
export const pickWinRate: Statistic<DuelVote> = share(({ vote, probability }) => {
  if (vote === 'both_bad' || !(probability > 0)) return [0, 0];
  return [(vote === 'pick' ? 1 : vote === 'tie' ? 0.5 : 0) / probability, 1 / probability];
});
