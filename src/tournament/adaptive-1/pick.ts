import type { Field } from '../field.ts';
import { chancesToBeBest } from '../p-best.ts';
import { pickFrom as pickNow } from '../pick.ts';
import type { Pick } from '../tournament.ts';
import { findMode } from './mode.ts';
import type { Prior } from './prior.ts';
import { spreadAround } from './spread.ts';
import { tallyPairs } from './tally.ts';

/**
 * The first of `standings`, with each candidate's chance to be the best under the first rule's model.
 * @throws {RangeError} when no candidate has arrived
 */
export function pickFrom(standings: readonly number[], field: Field, n: number, prior: Prior): Pick {
  return { ...pickNow(standings, field, n), pBest: chances(field, n, prior) };
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
