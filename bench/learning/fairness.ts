import { headToHeadWeight } from '../../src/agreement/head-to-head.ts';
import { type Said, uniformWeight } from '../../src/agreement/judge-trial.ts';
import type { Contest, Opponent } from './contest.ts';

/** How much better the challenger looks than the champion, each with half of a 95 % interval by ask. */
export interface Fairness {
  /** The share of asks on which the two picks differ. */
  differ: number;
  /** Agreement with people on duels as they are drawn, challenger minus champion, in points. */
  asDrawn: number;
  asDrawnReach: number;
  /** The same, weighted to an even draw of opponents. */
  evenly: number;
  evenlyReach: number;
  /** How often people prefer the challenger's pick in duels of the two picks, in per cent. */
  ofPicks: number;
  ofPicksReach: number;
  /** The same, weighted by the inverse of the probability that the two met. */
  inverse: number;
  inverseReach: number;
  /** The same, where the challenger chose its comparisons itself. */
  own: number;
  ownReach: number;
}

/**
 * What the ways of comparing two judges expect, over all opponents that might have been drawn and all votes
 * on them: only asks and judges are drawn by chance here.
 */
export function fairness(contests: readonly Contest[]): Fairness {
  const overDuels = (weigh: (probability: number) => number) =>
    ratio(
      contests.map(({ opponents }) => {
        const sum = (of: (one: Opponent) => number) =>
          opponents.reduce((total, one) => total + one.probability * weigh(one.probability) * of(one), 0);
        return [sum((one) => agreement(one, one.challenger) - agreement(one, one.champion)), sum(() => 1)];
      }),
    );
  const overPicks = (pickOf: (one: Contest) => number, weigh: (others: number, probability: number) => number) =>
    ratio(
      contests.map((one) => {
        const { opponents } = one;
        const met = opponents.find(({ slot }) => slot === pickOf(one));
        const weight = met ? met.probability * weigh(opponents.length, met.probability) : 0;
        return [weight * (met?.preferred ?? 0), weight];
      }),
    );
  const [asDrawn, evenly] = [overDuels(() => 1), overDuels(uniformWeight)];
  const ofPicks = overPicks(again, () => 1);
  const inverse = overPicks(again, headToHeadWeight);
  const own = overPicks(({ ownPick }) => ownPick, headToHeadWeight);
  return {
    differ: points(contests.filter(({ pick, shadowPick }) => pick !== shadowPick).length / contests.length),
    asDrawn: points(asDrawn.value),
    asDrawnReach: points(asDrawn.reach),
    evenly: points(evenly.value),
    evenlyReach: points(evenly.reach),
    ofPicks: points(ofPicks.value),
    ofPicksReach: points(ofPicks.reach),
    inverse: points(inverse.value),
    inverseReach: points(inverse.reach),
    own: points(own.value),
    ownReach: points(own.reach),
  };
}

const again = ({ shadowPick }: Contest) => shadowPick;

/** How often a vote goes with what a judge said of a duel; half of the time where it takes no side. */
const agreement = ({ preferred }: Opponent, said: Said): number =>
  said === null ? 0.5 : said === 'b' ? preferred : 1 - preferred;

/** A ratio of sums over asks, by linearisation. */
function ratio(rows: readonly (readonly [number, number])[]): { value: number; reach: number } {
  const [above, below] = [0, 1].map((at) => rows.reduce((sum, row) => sum + row[at]!, 0)) as [number, number];
  const value = above / below;
  const spread = rows.reduce((sum, [a, b]) => sum + (a - value * b) ** 2, 0);
  return { value, reach: (1.96 * Math.sqrt(spread)) / below };
}

const points = (share: number): number => Number((100 * share).toFixed(2));
