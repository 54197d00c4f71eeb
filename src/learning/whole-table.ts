import { cholesky } from '../linear.ts';
import { seeded } from '../seeded.ts';
import type { Verdict } from '../terms.ts';
import { type Belief, believe, callsOf, outlookOf } from '../tournament/belief.ts';
import { standardNormals } from '../tournament/normal.ts';
import type { Prior } from '../tournament/prior.ts';
import type { Comparison, NextComparison } from '../tournament/tournament.ts';

/** What of an ask its verdicts are foretold from. */
export interface Recorded {
  seed: string;
  /** Candidates that took part. */
  arrived: readonly number[];
  /** All comparisons that ended, in the order of their ids. */
  comparisons: readonly Comparison[];
}

export interface Answer {
  verdict: Verdict;
  /** Whether it was drawn, because nothing is recorded. */
  foretold: boolean;
}

/**
 * The whole table of an ask's verdicts. What was asked is answered as it was recorded; a repeat that was
 * never made gives the recorded verdict again. The rest is drawn once, from what a prior and the ask's own
 * verdicts say together: one possible judge, who answers every tournament alike.
 * @param invalid how often a call that was never made gives no verdict, 0–1
 * @param draw numbers the possible judges
 */
export function wholeTable(ask: Recorded, prior: Prior, invalid: number, draw: number) {
  const recorded = Map.groupBy(ask.comparisons, ({ first, second, tier }) => `${first},${second},${tier}`);
  const places = new Map(ask.arrived.map((candidate, place) => [candidate, place]));
  const belief = believe(callsOf(ask), ask.arrived.length, prior);
  const drawn = drawFrom(belief, `${ask.seed} ${draw}`);
  const error = (name: string) => standardNormals(seeded(`${ask.seed} ${draw}`, name), 1)[0]!;

  const foretell = ({ first, second, tier }: NextComparison, sample: number): Verdict => {
    const call = `${first},${second},${tier},${sample}`;
    if (seeded(`${ask.seed} ${draw}`, `invalid ${call}`).below(10_000) < invalid * 10_000) return 'invalid';
    const showing = { first: places.get(first)!, second: places.get(second)!, tier };
    const { row, newPair, newOrder } = outlookOf(belief, showing);
    const known = row.reduce((sum, { at, times }) => sum + times * drawn[at]!, 0);
    const ofPair = Math.sqrt(newPair) * error(`pair ${Math.min(first, second)},${Math.max(first, second)}`);
    const own = error(`order ${first},${second},${tier}`);
    // Tiers of one order share a part of its error, here as in the belief.
    const isNewOrder = newOrder === prior.orderError ** 2 && tier > 0;
    const shared = isNewOrder
      ? prior.again * error(`order ${first},${second},0`) + Math.sqrt(1 - prior.again ** 2) * own
      : own;
    const sum = known + (first < second ? ofPair : -ofPair) + Math.sqrt(newOrder) * shared + error(`call ${call}`);
    return sum > 0 ? 'first' : 'second';
  };

  return (next: NextComparison, sample: number): Answer => {
    const said = recorded.get(`${next.first},${next.second},${next.tier}`) ?? [];
    const verdict = said[sample]?.verdict ?? said.findLast((one) => one.verdict !== 'invalid')?.verdict ?? null;
    return verdict === null ? { verdict: foretell(next, sample), foretold: true } : { verdict, foretold: false };
  };
}

/** One draw of all parameters of a belief. */
function drawFrom({ mean, covariance }: Belief, seed: string): Float64Array {
  const size = mean.length;
  const factor = cholesky(covariance, size);
  const z = standardNormals(seeded(seed, 'foretold'), size);
  return mean.map((value, i) => {
    let sum = value;
    for (let k = 0; k <= i; k++) sum += factor[i * size + k]! * z[k]!;
    return sum;
  });
}
