import { wilson } from './wilson.ts';

/**
 * How far a stated probability stands above the share of people that it was about, at the least: the
 * probability minus the upper end of Wilson's 95 % interval of that share. So few votes weigh little, however
 * one-sided they are.
 * Source of the interval: Wilson 1927.
 *
 * @param stated the probability that people prefer the judge's pick to its opponent, 0–1.
 * @param votes people on one question. A tie is half a vote for each side.
 * @returns −1 to 1; above 0 where the votes contradict what was stated
 */
export const leastGap = (stated: number, votes: { pick: number; opponent: number; tie: number }): number =>
  stated - wilson(votes.pick + votes.tie / 2, votes.pick + votes.opponent + votes.tie).high;
