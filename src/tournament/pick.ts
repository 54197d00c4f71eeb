import { type Belief, believe, callsOf } from './belief.ts';
import { type Field, winnerOf } from './field.ts';
import { normalBelow } from './normal.ts';
import { chancesToBeBest } from './p-best.ts';
import { PRIOR } from './prior.ts';
import type { Pick } from './tournament.ts';

/**
 * The standard deviation of what a judge likes about a candidate and people do not, per standard deviation of
 * strengths. No verdict shows it: it keeps a judge that never contradicts itself from being called sure.
 * Fitted to people's majorities (docs/tournament.md).
 */
const TASTE = 1;

/**
 * The first of `standings`, with each candidate's chance to be the best in people's eyes.
 * @param belief that the chances come from; absent: the one under the default prior, whatever rule chose
 * @throws {RangeError} when no candidate has arrived
 */
export function pickFrom(standings: readonly number[], field: Field, n: number, belief?: Belief): Pick {
  const [slot] = standings;
  if (slot === undefined) throw new RangeError('No candidate has arrived, so none can be picked.');
  const { mean, covariance } = inPeoplesEyes(
    belief ?? believe(callsOf(field), field.arrived.length, PRIOR, field.jurors),
  );
  const m = field.arrived.length;
  const pBest = new Array<number>(n).fill(0);
  chancesToBeBest(mean, covariance, m, m).forEach((p, place) => {
    pBest[field.arrived[place]!] = p;
  });
  const pick = field.arrived.indexOf(slot);
  const pBeats = new Array<number>(n).fill(1);
  field.arrived.forEach((candidate, place) => {
    const variance = (i: number, j: number) => covariance[i * m + j]!;
    const spread = variance(pick, pick) + variance(place, place) - 2 * variance(pick, place);
    pBeats[candidate] = place === pick ? 1 : normalBelow((mean[pick]! - mean[place]!) / Math.sqrt(spread));
  });
  return {
    slot,
    standings,
    pBest,
    pBeats,
    judged: field.comparisons.some((comparison) => winnerOf(comparison) === slot),
  };
}

/**
 * The strengths alone, m × m, with the doubt whether people see them as the judge does. The means are the
 * judge's: people's are a share of them, the same for all, which changes no chance.
 */
function inPeoplesEyes({ m, mean, covariance, prior }: Belief): { mean: Float64Array; covariance: Float64Array } {
  const size = mean.length;
  const doubt = (TASTE * prior.strength) ** 2;
  const block = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) block[i * m + j] = covariance[i * size + j]! + (i === j ? doubt : 0);
  }
  return { mean: mean.subarray(0, m), covariance: block };
}
