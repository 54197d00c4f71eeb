/** The votes that count on the pick and one opponent. Whoever said "both bad" preferred neither. */
export interface QuestionVotes {
  /** Votes for the pick and for its opponent, and ties. */
  pick: number;
  opponent: number;
  tie: number;
  /** How many other candidates the opponent was drawn from, at least 1. */
  others: number;
  /** The probability that this one of them was drawn, above 0 to 1. */
  probability: number;
}

/** What people said on one question. */
export interface QuestionShare {
  /** The share of its votes for the pick, 0–1. A tie is half a vote for each. */
  share: number;
  /** Stands for the opponents that were not drawn: 1 on average over the draw, however many there are. */
  weight: number;
}

/**
 * The weight of a question: how likely its opponent would be if it were drawn evenly, over how likely it was.
 * Without the number of others, a question among eight candidates would weigh seven times one among two.
 */
export const evenWeight = ({ others, probability }: Pick<QuestionVotes, 'others' | 'probability'>): number =>
  1 / (others * probability);

/** @returns null when nobody voted for either or for a tie */
export function questionShare(votes: QuestionVotes): QuestionShare | null {
  const { pick, opponent, tie, probability } = votes;
  const cast = pick + opponent + tie;
  if (cast === 0 || !(probability > 0)) return null;
  return { share: (pick + tie / 2) / cast, weight: evenWeight(votes) };
}

/** No draw gives a larger weight: half of all opponents are drawn evenly (`src/ballots/opponent.ts`). */
const MOST_WEIGHT = 2;

/**
 * One number in 0–1 for a question, for methods that need bounded observations. Its mean over the draw is
 * ¼ + w/2, where w is how often the pick beats an opponent drawn evenly. Expectations are exact, unlike those
 * of a ratio of sums, so questions may be looked at one by one.
 * Source: the difference estimator of Särndal, Swensson and Wretman 1992, around one half.
 * @returns null when nobody voted for either or for a tie
 */
export function observationOf(votes: QuestionVotes): number | null {
  const found = questionShare(votes);
  return found && 0.5 + (Math.min(MOST_WEIGHT, found.weight) * (found.share - 0.5)) / 2;
}

/** The win rate that a mean of such observations stands for, 0–1. */
export const winRateOf = (observed: number): number => Math.min(1, Math.max(0, 2 * observed - 0.5));
