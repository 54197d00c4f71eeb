import { cholesky, inverse, solve } from '../linear.ts';
import { type Evidence, evidenceFor, moreAgain } from './evidence.ts';
import { PRIOR, type Prior, priorKeys } from './prior.ts';
import type { Comparison } from './tournament.ts';

export interface FittedPrior {
  prior: Prior;
  /** 95 % intervals. */
  intervals: Readonly<Record<keyof Prior, readonly [number, number]>>;
  /**
   * By how much the log marginal likelihood of an ask rises over that under the default, where the prior was
   * fitted to the other half of the asks; the mean over asks, with its standard error.
   */
  heldOut: { gain: number; error: number };
  /** Whether that gain is above chance at the 5 % level. */
  differs: boolean;
  asks: number;
}

/** The fewest asks with a verdict: fewer say next to nothing about the deviations. */
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

type EvidenceOf = (prior: Prior) => Evidence;

/**
 * Empirical Bayes: fits the prior to the verdicts of many asks by maximum marginal likelihood, with a weak
 * hyperprior around the default. The fit says how far apart an installation's candidates are, how large its
 * judge's errors about pairs and orders are, how strong its position bias is, and how much of an error is
 * left when it thinks for longer. Adaptive pairing does not bias the fit: it depended only on verdicts that
 * are in the data. What no ask shows, such as the noise where nothing was asked twice, stays at its default.
 * The steps are scoring steps; the information is estimated from the asks' own slopes.
 * Source: Berndt, Hall, Hall and Hausman, "Estimation and Inference in Nonlinear Structural Models" (1974).
 * @param asks the comparisons of each ask
 * @returns null for fewer than 30 asks with a valid verdict
 */
export function fitPrior(asks: readonly (readonly Comparison[])[]): FittedPrior | null {
  const judged = asks
    .filter((all) => all.some(({ verdict }) => verdict === 'first' || verdict === 'second'))
    .map(evidenceFor);
  if (judged.length < LEAST_ASKS) return null;
  const { at, information } = climb(judged);
  const covariance = inverse(cholesky(information, SIZE), SIZE);
  const intervals = priorKeys.map((key, i) => {
    const reach = 1.96 * Math.sqrt(covariance[i * SIZE + i]!);
    const end = (sign: number) => priorAt(at.map((value, k) => (k === i ? value + sign * reach : value)))[key];
    return [key, [end(-1), end(1)]];
  });
  const heldOut = gainOnOtherHalf(judged);
  return {
    prior: priorAt(at),
    intervals: Object.fromEntries(intervals) as FittedPrior['intervals'],
    heldOut,
    differs: heldOut.gain > 1.645 * heldOut.error,
    asks: judged.length,
  };
}

const SIZE = priorKeys.length;

/** Where the hyperprior and the evidence together are highest. */
function climb(asks: readonly EvidenceOf[]): { at: number[]; information: Float64Array } {
  let at: number[] = priorKeys.map(() => 0);
  let here = lookAt(asks, at);
  for (let step = 0; step < MOST_STEPS; step++) {
    const move = solve(cholesky(here.information, SIZE), SIZE, here.slope);
    const longest = Math.max(...move.map(Math.abs));
    if (longest < CLOSE_ENOUGH) break;
    let scale = Math.min(1, LONGEST_STEP / longest);
    let higher: { to: number[]; there: ReturnType<typeof lookAt> } | null = null;
    for (; !higher && scale * longest > CLOSE_ENOUGH; scale /= 2) {
      const to = at.map((value, i) => Math.max(-FARTHEST, Math.min(FARTHEST, value + scale * move[i]!)));
      const there = lookAt(asks, to);
      if (there.height > here.height) higher = { to, there };
    }
    if (!higher) break;
    at = higher.to;
    here = higher.there;
  }
  return { at, information: here.information };
}

/** Fits to every other ask and looks at the rest, both ways round. */
function gainOnOtherHalf(asks: readonly EvidenceOf[]): { gain: number; error: number } {
  const gains = [0, 1].flatMap((half) => {
    const { at } = climb(asks.filter((_, i) => i % 2 === half));
    const prior = priorAt(at);
    return asks.filter((_, i) => i % 2 !== half).map((of) => of(prior).height - of(PRIOR).height);
  });
  const gain = gains.reduce((sum, one) => sum + one, 0) / gains.length;
  const variance = gains.reduce((sum, one) => sum + (one - gain) ** 2, 0) / (gains.length - 1);
  return { gain, error: Math.sqrt(variance / gains.length) };
}

/** @param at logarithms of the deviations over those of the default; the change in the log-odds of `again` */
function priorAt(at: readonly number[]): Prior {
  const scaled = priorKeys.map((key, i) => [key, PRIOR[key] * Math.exp(at[i]!)]);
  return moreAgain({ ...(Object.fromEntries(scaled) as unknown as Prior), again: PRIOR.again }, at.at(-1)!);
}

function lookAt(asks: readonly EvidenceOf[], at: readonly number[]) {
  const prior = priorAt(at);
  const slope = at.map((value) => -value / DOUBT ** 2);
  const information = new Float64Array(SIZE * SIZE);
  for (let i = 0; i < SIZE; i++) information[i * SIZE + i] = 1 / DOUBT ** 2;
  let height = -at.reduce((sum, value) => sum + 0.5 * (value / DOUBT) ** 2, 0);
  for (const evidenceOf of asks) {
    const one = evidenceOf(prior);
    height += one.height;
    for (let i = 0; i < SIZE; i++) {
      slope[i]! += one.slope[i]!;
      for (let k = 0; k < SIZE; k++) information[i * SIZE + k]! += one.slope[i]! * one.slope[k]!;
    }
  }
  return { height, slope, information };
}
