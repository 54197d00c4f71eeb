import { confidenceSequence } from './confidence-sequence.ts';
import type { Figure } from './statistic.ts';

/** An ask on which two judges were in charge and in the shadow, with the counted votes on its duel. */
export interface PickedTwice {
  /** How many candidates the pick's opponent was one of, at least 1. */
  others: number;
  /** With which probability this opponent was chosen, over all ways of choosing it, in (0, 1]. */
  opponentProbability: number;
  /** Whether the opponent is just the challenger's pick, and so not the champion's. */
  isDuelOfPicks: boolean;
  /** Counted votes for the champion's pick and for the challenger's. Only read in a duel of picks. */
  champion: number;
  challenger: number;
}

/** What the comparison of two judges says so far. */
export interface HeadToHead {
  /**
   * How often people prefer the challenger's pick where the two differ: 0–1, ½ means that neither is better.
   * null: no duel has been between the two picks.
   */
  preferred: number | null;
  /** Duels between the two picks, and the votes for a side on them. */
  duels: number;
  votes: number;
  /** The mean that is watched, over all asks: ½ means that neither is better. Anytime-valid. */
  watched: Figure;
  decision: 'promote' | 'keep' | 'not-yet';
}

/**
 * How much a duel between the two picks counts, in (0, 1]: the inverse of the chance that the champion's
 * pick met the challenger's, in units of the least chance that any opponent has. Without it, such duels would
 * mostly be those in which the champion was undecided, and its challenger would look better than it is.
 * Source: Horvitz and Thompson 1952.
 */
export const headToHeadWeight = (others: number, opponentProbability: number): number =>
  Math.min(1, 1 / (2 * others) / opponentProbability);

/**
 * Compares two judges by their picks: where they differ and the duel happened to show both picks, people
 * decide. The champion chose every pair that people saw, so no comparison on those pairs alone is fair. Each
 * ask gives ½ + w · (share for the challenger − ½); w is 0 where there was no duel of picks. If neither is
 * better, the mean is ½, and a confidence sequence of 95 % may be looked at after every ask.
 * Source: interleaved comparison, Radlinski, Kurup and Joachims 2008; Waudby-Smith and Ramdas 2024.
 */
export function headToHead(asks: Iterable<PickedTwice>): HeadToHead {
  const seen: number[] = [];
  let [duels, votes, weights, gained] = [0, 0, 0, 0];
  for (const { others, opponentProbability, isDuelOfPicks, champion, challenger } of asks) {
    const cast = champion + challenger;
    if (!isDuelOfPicks || cast === 0) {
      seen.push(0.5);
      continue;
    }
    const [weight, share] = [headToHeadWeight(others, opponentProbability), challenger / cast];
    seen.push(0.5 + weight * (share - 0.5));
    duels += 1;
    votes += cast;
    weights += weight;
    gained += weight * share;
  }
  const watched = confidenceSequence(seen);
  return {
    preferred: weights > 0 ? gained / weights : null,
    duels,
    votes,
    watched,
    decision: (watched.low ?? 0) > 0.5 ? 'promote' : (watched.high ?? 1) < 0.5 ? 'keep' : 'not-yet',
  };
}

/** More than this is not waited for. */
const MOST_ASKS = 1_000_000;

/**
 * How many more asks like those so far would decide it, at the size that is seen now: the smallest number of
 * repetitions of what was seen at which the bounds leave ½. It is an estimate from an estimate.
 * @returns null where nothing has been seen on either side, or a million asks would not do
 */
export function asksStillNeeded(asks: readonly PickedTwice[]): number | null {
  if (asks.length === 0 || headToHead(asks).decision !== 'not-yet') return asks.length === 0 ? null : 0;
  const value = headToHead(asks).watched.value ?? 0.5;
  if (value === 0.5) return null;
  const decides = (times: number) => headToHead(repeated(asks, times)).decision !== 'not-yet';
  let most = 2;
  while (!decides(most)) {
    most *= 2;
    if (most * asks.length > MOST_ASKS) return null;
  }
  let least = most / 2;
  while (most - least > 0.01 * most && Math.round(least) < Math.round(most) - 1) {
    const middle = Math.round((least + most) / 2);
    if (decides(middle)) most = middle;
    else least = middle;
  }
  return Math.ceil((most - 1) * asks.length);
}

function* repeated(asks: readonly PickedTwice[], times: number): Generator<PickedTwice> {
  for (let i = 0; i < times; i++) yield* asks;
}
