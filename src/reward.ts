/**
 * Reward models: judges that give each reply a score, by itself. They are asked about no pair, see no order
 * and give no reasons.
 */

/** What `JUDGE_FORMAT` says for such a judge, and what its comparisons are stored under. */
export const REWARD = 'reward';

/**
 * Reward models of one score that vLLM serves, by name. Those that write a text (Skywork-Critic, RewardModel
 * of GRAM) are none.
 */
const NAMES = /\bskywork-reward\b|-RM-RB2\b/i;

/**
 * Whether a judge gives scores.
 * @param format what `JUDGE_FORMAT` says of this judge; absent: its name decides
 */
export const givesScores = (name: string, format?: string): boolean =>
  format === undefined ? NAMES.test(name.replace(/@.*$/, '')) : format === REWARD;

/** The scores of the two replies of a comparison, in the order in which they are stored. */
export interface ScorePair {
  first: number;
  second: number;
}

/** The scores as a comparison keeps them, beside the parameters that were sent. */
export const asParams = ({ first, second }: ScorePair): Readonly<Record<string, number>> => ({
  firstScore: first,
  secondScore: second,
});

/** Reads them again. @returns null where a comparison was not decided by scores */
export function scoresIn({ firstScore, secondScore }: Readonly<Record<string, number>>): ScorePair | null {
  return firstScore === undefined || secondScore === undefined ? null : { first: firstScore, second: secondScore };
}

/**
 * The chance that the first is better by the model that such judges are trained under, Bradley and Terry's:
 * the sigmoid of the difference. Nobody has calibrated it.
 * Source: Bradley and Terry, "Rank Analysis of Incomplete Block Designs", Biometrika 39 (1952).
 */
export const chanceOfFirst = ({ first, second }: ScorePair): number => 1 / (1 + Math.exp(second - first));
