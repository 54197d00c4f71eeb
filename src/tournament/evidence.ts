import { type Belief, believe, callsOf } from './belief.ts';
import { type Prior, priorKeys } from './prior.ts';
import type { Comparison } from './tournament.ts';

/** How probable an ask's verdicts are under a prior. */
export interface Evidence {
  /** The log marginal likelihood. */
  height: number;
  /**
   * Its derivatives by the logarithms of the deviations, and by the log-odds of `again`: as in `priorKeys`.
   */
  slope: number[];
}

/** A step in the log-odds of `again`, for its derivative. */
const STEP = 0.05;

/**
 * The marginal likelihood of an ask's verdicts, by expectation propagation. The slope is Fisher's identity:
 * the posterior mean of the squared parameters.
 * @returns a function that is 0 everywhere where no verdict is valid
 */
export function evidenceFor(comparisons: readonly Comparison[]): (prior: Prior) => Evidence {
  const valid = comparisons.filter(({ verdict }) => verdict === 'first' || verdict === 'second');
  const candidates = [...new Set(valid.flatMap(({ first, second }) => [first, second]))];
  const calls = callsOf({ arrived: candidates, comparisons: valid });
  if (calls.length === 0) return () => ({ height: 0, slope: priorKeys.map(() => 0) });
  const orders = new Set(calls.map(({ first, second }) => `${first} ${second}`));
  const tiers = new Set(calls.map(({ first, second, tier }) => `${first} ${second} ${tier}`));
  const heightAt = (prior: Prior) => believe(calls, candidates.length, prior).evidence();

  return (prior) => {
    const belief = believe(calls, candidates.length, prior);
    const ofDeviations = slopeOf(belief);
    const ofAgain =
      tiers.size === orders.size
        ? 0
        : (heightAt(moreAgain(prior, STEP)) - heightAt(moreAgain(prior, -STEP))) / (2 * STEP);
    return {
      height: belief.evidence(),
      slope: priorKeys.map((key) => (key === 'again' ? ofAgain : (ofDeviations.get(key) ?? 0))),
    };
  };
}

function slopeOf({ mean, covariance, deviations, kinds }: Belief): Map<string, number> {
  const slope = new Map<string, number>();
  const size = mean.length;
  kinds.forEach((kind, i) => {
    const square = (mean[i]! ** 2 + covariance[i * size + i]!) / deviations[i]! ** 2;
    slope.set(kind, (slope.get(kind) ?? 0) + square - 1);
  });
  return slope;
}

/** The prior with the log-odds of `again` changed. */
export function moreAgain(prior: Prior, change: number): Prior {
  const odds = (prior.again / (1 - prior.again)) * Math.exp(change);
  return { ...prior, again: odds / (1 + odds) };
}
