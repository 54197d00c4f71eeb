import type { Figure } from './statistic.ts';

/**
 * Fractions of the capital that are bet, and how much of the capital plays each. The weight of a fraction is
 * proportional to it, as if it were drawn evenly. Large fractions win with few observations. Small ones keep
 * the width shrinking: the last pays at some millions.
 */
const FRACTIONS = Array.from({ length: 12 }, (_, i) => 0.8 / 2 ** i);
const ALL = FRACTIONS.reduce((sum, fraction) => sum + fraction, 0);
/** Half of the capital bets that the mean is higher than said, half that it is lower. */
const LOG_WEIGHTS = FRACTIONS.map((fraction) => Math.log(fraction / ALL / 2));

/** Bisection to 1e-9. */
const STEPS = 30;

/** Observations in 0–1, each different value once, and how often it was seen. */
export interface Seen {
  values: Float64Array;
  times: Float64Array;
}

/**
 * The mean of observations in 0–1, with a confidence sequence: bounds that may be looked at after every
 * observation. With a probability of 1 − `alpha` none of all the looks misses the truth. An observation is a
 * whole question, because votes on one are not independent.
 *
 * A gambler bets fixed fractions that the mean is not m. A mean stays in the interval until that would have
 * made 1/`alpha` of the stake, which is rare if it is the truth (Ville 1939). As the fractions are fixed, the
 * order of observations changes nothing, and without one of them the interval is what it would have been.
 * The observations must be independent, with one mean.
 * Source: the diversified bets of Waudby-Smith and Ramdas 2024 (JRSS-B 86), without their running
 * intersection, so that the mean of the observations is always inside.
 *
 * @throws {RangeError} where an observation is outside of 0–1
 * @returns no bounds without an observation; n: observations
 */
export function confidenceSequence(observations: Iterable<number>, alpha = 0.05): Figure {
  const seen = countEqual(observations);
  const n = seen.times.reduce((sum, times) => sum + times, 0);
  if (n === 0) return { value: null, low: null, high: null, n };
  const sum = seen.values.reduce((total, value, i) => total + value * seen.times[i]!, 0);
  const value = Math.min(1, sum / n);
  const stays = (mean: number) => logCapital(seen, mean) <= -Math.log(alpha);
  return { value, low: edge(0, value, stays), high: edge(1, value, stays), n };
}

/** @throws {RangeError} where an observation is outside of 0–1 */
export function countEqual(observations: Iterable<number>): Seen {
  const seen = new Map<number, number>();
  for (const value of observations) {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`An observation must be in 0–1, and is ${value}.`);
    seen.set(value, (seen.get(value) ?? 0) + 1);
  }
  return { values: Float64Array.from(seen.keys()), times: Float64Array.from(seen.values()) };
}

/**
 * The logarithm of what a stake of 1 has become, betting against the mean m, 0 < m < 1. It is convex in m,
 * and at most 0 at the mean of the observations.
 */
export function logCapital(seen: Seen, mean: number): number {
  const logs = FRACTIONS.flatMap((fraction, i) => [
    LOG_WEIGHTS[i]! + logGrowth(seen, 1 - fraction, fraction / mean),
    LOG_WEIGHTS[i]! + logGrowth(seen, 1 - fraction + fraction / (1 - mean), -fraction / (1 - mean)),
  ]);
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
}

/** Σ log(base + slope · x) over all observations. A logarithm for each would take most of the time. */
function logGrowth({ values, times }: Seen, base: number, slope: number): number {
  let [log, product] = [0, 1];
  for (let i = 0; i < values.length; i++) {
    const factor = base + slope * values[i]!;
    if (times[i]! > 1) log += times[i]! * Math.log(factor);
    else product *= factor;
    if (product > 1e-100 && product < 1e100) continue;
    log += Math.log(product);
    product = 1;
  }
  return log + Math.log(product);
}

/** The end of the interval between `inside`, which is in it, and `end`, which may be. */
function edge(end: number, inside: number, stays: (mean: number) => boolean): number {
  let [out, within] = [end, inside];
  for (let step = 0; step < STEPS && out !== within; step++) {
    const middle = (out + within) / 2;
    if (stays(middle)) within = middle;
    else out = middle;
  }
  return out;
}
