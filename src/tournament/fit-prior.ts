import { cholesky, inverse, solve } from '../linear.ts';
import { type Evidence, evidenceFor } from './evidence.ts';
import { PRIOR, type Prior } from './prior.ts';
import type { Comparison } from './tournament.ts';

export const priorKeys = ['strength', 'pairError', 'firstSlot'] as const;

export interface FittedPrior {
  prior: Prior;
  /** 95 % intervals, in logits. */
  intervals: Readonly<Record<keyof Prior, readonly [number, number]>>;
  /**
   * The likelihood-ratio statistic of the fitted prior against the default: chi-squared with 3 degrees of
   * freedom where the default is true.
   */
  ratio: number;
  /** Whether that rejects the default prior at the 5 % level. */
  differs: boolean;
  asks: number;
}

/** The fewest asks with a verdict: fewer say next to nothing about three standard deviations. */
export const LEAST_ASKS = 30;
/**
 * The standard deviation of the hyperprior on each logarithm: how far a value may lie from its default where
 * nothing speaks for it.
 */
const DOUBT = 1;
const FARTHEST = Math.log(10);
const MOST_STEPS = 40;
const LONGEST_STEP = 0.5;
const CLOSE_ENOUGH = 0.005;
/** The 95 % quantile of chi-squared with 3 degrees of freedom. */
const CRITICAL = 7.815;

/**
 * Empirical Bayes: fits the prior to the verdicts of many asks by maximum marginal likelihood, with a weak
 * hyperprior around the default. The fit says how far apart an installation's candidates are, how large its
 * judge's errors about pairs are, and how strong its position bias is. Adaptive pairing does not bias the
 * fit: it depended only on verdicts that are in the data.
 * The steps are scoring steps; the information is estimated from the asks' own slopes.
 * Source: Berndt, Hall, Hall and Hausman, "Estimation and Inference in Nonlinear Structural Models" (1974).
 * @param asks the comparisons of each ask
 * @returns null for fewer than 30 asks with a valid verdict
 */
export function fitPrior(asks: readonly (readonly Comparison[])[]): FittedPrior | null {
  const judged = asks
    .filter((all) => all.some(({ verdict }) => verdict === 'first' || verdict === 'second'))
    .map((comparisons, i) => evidenceFor(comparisons, `${i}`));
  if (judged.length < LEAST_ASKS) return null;
  let logs: number[] = [0, 0, 0];
  let here = lookAt(judged, logs);
  climb: for (let step = 0; step < MOST_STEPS; step++) {
    const move = solve(cholesky(here.information, 3), 3, here.slope);
    const longest = Math.max(...move.map(Math.abs));
    if (longest < CLOSE_ENOUGH) break;
    for (let scale = Math.min(1, LONGEST_STEP / longest); ; scale /= 2) {
      const to = logs.map((log, i) => Math.max(-FARTHEST, Math.min(FARTHEST, log + scale * move[i]!)));
      const there = lookAt(judged, to);
      if (there.height > here.height) [logs, here] = [to, there];
      else if (scale * longest > CLOSE_ENOUGH) continue;
      else break climb;
      break;
    }
  }
  const covariance = inverse(cholesky(here.information, 3), 3);
  const ratio = Math.max(0, 2 * (here.evidence - lookAt(judged, [0, 0, 0]).evidence));
  const intervals = priorKeys.map((key, i) => {
    const reach = 1.96 * Math.sqrt(covariance[i * 3 + i]!);
    return [key, [PRIOR[key] * Math.exp(logs[i]! - reach), PRIOR[key] * Math.exp(logs[i]! + reach)]];
  });
  return {
    prior: priorAt(logs),
    intervals: Object.fromEntries(intervals) as FittedPrior['intervals'],
    ratio,
    differs: ratio > CRITICAL,
    asks: judged.length,
  };
}

/** @param logs logarithms of the three standard deviations over those of the default */
const priorAt = (logs: readonly number[]): Prior => {
  const [strength, pairError, firstSlot] = priorKeys.map((key, i) => PRIOR[key] * Math.exp(logs[i]!));
  return { strength, pairError, firstSlot } as Prior;
};

function lookAt(asks: readonly ((prior: Prior) => Evidence)[], logs: readonly number[]) {
  const prior = priorAt(logs);
  const slope = logs.map((log) => -log / DOUBT ** 2);
  const information = Float64Array.from({ length: 9 }, (_, i) => (i % 4 === 0 ? 1 / DOUBT ** 2 : 0));
  let evidence = 0;
  for (const evidenceOf of asks) {
    const one = evidenceOf(prior);
    evidence += one.height;
    for (let i = 0; i < 3; i++) {
      slope[i]! += one.slope[i]!;
      for (let k = 0; k < 3; k++) {
        information[i * 3 + k]! += one.slope[i]! * one.slope[k]!;
      }
    }
  }
  return {
    evidence,
    height: evidence - logs.reduce((sum, log) => sum + 0.5 * (log / DOUBT) ** 2, 0),
    slope,
    information,
  };
}
