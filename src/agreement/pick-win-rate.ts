import { type Statistic, share } from './statistic.ts';

/** A vote on a duel between the pick and an opponent. */
export interface DuelVote {
  cluster: string;
  vote: 'pick' | 'opponent' | 'tie' | 'both_bad';
  /** The probability that the pick met this opponent, 0–1. */
  probability: number;
}

/**
 * The rate at which the pick beats a candidate drawn uniformly from the others: votes weighted by the inverse
 * probability of their opponent, because the runner-up is drawn more often than the rest. A tie is half a
 * win; "both bad" is left out. n: summed weights, about votes times opponents.
 * Source: the ratio estimator of Hájek 1971.
 */
export const pickWinRate: Statistic<DuelVote> = share(({ vote, probability }) => {
  if (vote === 'both_bad' || !(probability > 0)) return [0, 0];
  return [(vote === 'pick' ? 1 : vote === 'tie' ? 0.5 : 0) / probability, 1 / probability];
});
