import { type Field, winnerOf } from './field.ts';
import { findMode } from './mode.ts';
import { chancesToBeBest } from './p-best.ts';
import { PRIOR, type Prior } from './prior.ts';
import { spreadAround } from './spread.ts';
import { tallyPairs } from './tally.ts';
import type { Pick } from './tournament.ts';

/**
 * The first of `standings`, with each candidate's chance to be the best. Whatever rule chose the pick,
 * chances come from the same posterior.
 * @throws {RangeError} when no candidate has arrived
 */
export function pickFrom(standings: readonly number[], field: Field, n: number, prior: Prior = PRIOR): Pick {
  const [best] = standings;
  if (best === undefined) throw new RangeError('No candidate has arrived, so none can be picked.');
  return {
    slot: best,
    standings,
    pBest: chances(field, n, prior),
    judged: field.comparisons.some((comparison) => winnerOf(comparison) === best),
  };
}

function chances({ arrived, comparisons }: Field, n: number, prior: Prior): number[] {
  const m = arrived.length;
  const pairs = tallyPairs(arrived, comparisons);
  const mode = findMode(pairs, m, prior);
  const { covariance } = spreadAround(mode, pairs, m, prior, false);
  const pBest = new Array<number>(n).fill(0);
  chancesToBeBest(mode.mean, covariance, m, m + 1).forEach((p, place) => {
    pBest[arrived[place]!] = p;
  });
  return pBest;
}
