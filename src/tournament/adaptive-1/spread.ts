import { cholesky, inverse } from '../../linear.ts';
import { logistic } from './logistic.ts';
import type { Mode } from './mode.ts';
import { addPairPrecision, type PairInformation, priorPrecision } from './pair-precision.ts';
import type { Prior } from './prior.ts';
import type { PairTally } from './tally.ts';

/** Laplace's approximation: a Gaussian around the posterior mode. */
export interface Spread {
  /** The covariance of `Mode.mean`: (m + 1) × (m + 1), row by row. */
  covariance: Float64Array;
  /** The information of each pair. */
  told: readonly PairInformation[];
}

/**
 * @param flying whether comparisons in flight count as answered: they make the mode surer without moving it
 */
export function spreadAround(
  { mean, logits }: Mode,
  pairs: readonly PairTally[],
  m: number,
  prior: Prior,
  flying: boolean,
): Spread {
  const errorPrecision = 1 / prior.pairError ** 2;
  const precision = priorPrecision(m, prior);
  const firstShown = mean[m]!;
  const told = pairs.map(({ a, b, aFirst, bFirst }, i): PairInformation => {
    const countA = aFirst.valid + (flying ? aFirst.flying : 0);
    const countB = bFirst.valid + (flying ? bFirst.flying : 0);
    if (countA + countB === 0) return nothing;
    const pA = logistic(logits[i]! + firstShown);
    const pB = logistic(logits[i]! - firstShown);
    const information = {
      both: countA * pA * (1 - pA) + countB * pB * (1 - pB),
      imbalance: countA * pA * (1 - pA) - countB * pB * (1 - pB),
    };
    addPairPrecision(precision, m, a, b, information, errorPrecision);
    return information;
  });
  return { covariance: inverse(cholesky(precision, m + 1), m + 1), told };
}

const nothing: PairInformation = { both: 0, imbalance: 0 };
