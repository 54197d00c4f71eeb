import { cholesky, solve } from '../../linear.ts';
import { logistic, logLogistic } from './logistic.ts';
import { addPairPrecision, priorPrecision } from './pair-precision.ts';
import type { Prior } from './prior.ts';
import { type PairTally, pairIndex } from './tally.ts';

/** The posterior mode (maximum a posteriori). */
export interface Mode {
  /** Strengths by place, in logits; then the position bias. */
  mean: Float64Array;
  /**
   * For each pair, the logit that `a` beats `b` without position bias: difference of strengths plus pair
   * error.
   */
  logits: Float64Array;
  /** The log posterior density there, up to a constant. */
  height: number;
}

const MOST_STEPS = 50;
const CLOSE_ENOUGH = 1e-9;
const SHORTEST_STEP = 1e-4;

/**
 * Finds the mode of a Bayesian Bradley–Terry model with pair errors and a position bias: P(`a` wins, shown
 * first) = σ(θa − θb + e_ab + β), and with −β where it is shown second. Newton's method. Each pair error is
 * eliminated in closed form, so that m + 1 unknowns remain.
 * @param m number of candidates; pairs name them by place, 0 … m − 1
 */
export function findMode(pairs: readonly PairTally[], m: number, prior: Prior): Mode {
  const errorPrecision = 1 / prior.pairError ** 2;
  const bare = priorPrecision(m, prior);
  const seen = pairs.filter(({ aFirst, bFirst }) => aFirst.valid + bFirst.valid > 0);
  let at: Point = { mean: new Float64Array(m + 1), errors: new Float64Array(seen.length) };
  let height = heightAt(at, seen, bare, errorPrecision);

  for (let step = 0; step < MOST_STEPS; step++) {
    const move = newtonStep(at, seen, bare, errorPrecision);
    // The log density is concave, but a full step can overshoot where verdicts are lopsided.
    for (let scale = 1; ; scale /= 2) {
      const to: Point = {
        mean: at.mean.map((value, i) => value + scale * move.mean[i]!),
        errors: at.errors.map((value, i) => value + scale * move.errors[i]!),
      };
      const heightThere = heightAt(to, seen, bare, errorPrecision);
      if (heightThere < height - 1e-12 && scale > SHORTEST_STEP) continue;
      at = to;
      height = heightThere;
      break;
    }
    // Where verdicts form a cycle, strengths stand still from the start while pair errors still move.
    if ([...move.mean, ...move.errors].every((value) => Math.abs(value) < CLOSE_ENOUGH)) break;
  }

  const logits = Float64Array.from(pairs, ({ a, b }) => at.mean[a]! - at.mean[b]!);
  seen.forEach(({ a, b }, i) => {
    const index = pairIndex(a, b, m);
    logits[index]! += at.errors[i]!;
  });
  return { mean: at.mean, logits, height };
}

interface Point {
  mean: Float64Array;
  /** Pair errors, in the order of the pairs that have a verdict. */
  errors: Float64Array;
}

const logitAt = ({ mean, errors }: Point, { a, b }: PairTally, i: number) => mean[a]! - mean[b]! + errors[i]!;

function heightAt(at: Point, seen: readonly PairTally[], bare: Float64Array, errorPrecision: number): number {
  const size = at.mean.length;
  const firstShown = at.mean[size - 1]!;
  let height = 0;
  for (let i = 0; i < size; i++) height -= 0.5 * bare[i * size + i]! * at.mean[i]! ** 2;
  seen.forEach((pair, i) => {
    const { aFirst, bFirst } = pair;
    const logit = logitAt(at, pair, i);
    height -= 0.5 * errorPrecision * at.errors[i]! ** 2;
    height +=
      aFirst.forA * logLogistic(logit + firstShown) + (aFirst.valid - aFirst.forA) * logLogistic(-logit - firstShown);
    height +=
      bFirst.forA * logLogistic(logit - firstShown) + (bFirst.valid - bFirst.forA) * logLogistic(firstShown - logit);
  });
  return height;
}

function newtonStep(at: Point, seen: readonly PairTally[], bare: Float64Array, errorPrecision: number): Point {
  const size = at.mean.length;
  const m = size - 1;
  const firstShown = at.mean[m]!;
  const system = Float64Array.from(bare);
  const gradient = at.mean.map((value, i) => -bare[i * size + i]! * value);
  const add = (i: number, value: number) => {
    gradient[i]! += value;
  };
  const parts = seen.map((pair, i) => {
    const { a, b, aFirst, bFirst } = pair;
    const logit = logitAt(at, pair, i);
    const pA = logistic(logit + firstShown);
    const pB = logistic(logit - firstShown);
    const pullA = aFirst.forA - aFirst.valid * pA;
    const pullB = bFirst.forA - bFirst.valid * pB;
    const both = aFirst.valid * pA * (1 - pA) + bFirst.valid * pB * (1 - pB);
    const imbalance = aFirst.valid * pA * (1 - pA) - bFirst.valid * pB * (1 - pB);
    const errorPull = pullA + pullB - errorPrecision * at.errors[i]!;
    const share = errorPull / (both + errorPrecision);
    add(a, pullA + pullB - both * share);
    add(b, -pullA - pullB + both * share);
    add(m, pullA - pullB - imbalance * share);
    addPairPrecision(system, m, a, b, { both, imbalance }, errorPrecision);
    return { both, imbalance, errorPull };
  });
  const mean = solve(cholesky(system, size), size, gradient);
  const errors = Float64Array.from(seen, ({ a, b }, i) => {
    const { both, imbalance, errorPull } = parts[i]!;
    const along = both * (mean[a]! - mean[b]!) + imbalance * mean[m]!;
    return (errorPull - along) / (both + errorPrecision);
  });
  return { mean, errors };
}
