import { cholesky, solve } from '../linear.ts';

/** What one row adds to a log-likelihood, for the parameters that it touches. */
export interface Local {
  /** The parameters that it touches. */
  at: readonly number[];
  /** Its log-likelihood. */
  value: number;
  /** The first derivatives. */
  slope: readonly number[];
  /** The negative second derivatives, row by row. */
  curve: readonly number[];
}

/** A concave log-likelihood: a sum over rows. */
export interface Model<Row> {
  /** The number of parameters. */
  size: number;
  look(beta: Float64Array, row: Row): Local;
}

/** A linear function of the parameters that is held at a value. */
export interface Held {
  contrast: Float64Array;
  at: number;
}

export interface Fit {
  beta: Float64Array;
  /** The log-likelihood, without the ridge. */
  value: number;
  /** The Cholesky factor of the negative second derivatives, ridge included. */
  factor: Float64Array;
  /** The score statistic of what is held; 0 where nothing is. Source: Rao 1948. */
  score: number;
}

const ROUNDS = 200;
/** Far out the curve is flat, and a whole step would overshoot. */
const LONGEST_STEP = 2;

/**
 * The highest likelihood, or the highest with one contrast held, by Newton's method.
 * @param ridge precision of a normal prior around 0, which keeps every parameter finite
 * @param start where to begin; zeros by default. A held contrast need not be met there.
 */
export function maximise<Row>(
  model: Model<Row>,
  rows: readonly Row[],
  ridge: number,
  { start, held }: { start?: Float64Array; held?: Held } = {},
): Fit {
  let beta: Float64Array = start ? start.slice() : new Float64Array(model.size);
  let here = sumUp(model, rows, beta, ridge);
  let factor: Float64Array = here.curve;
  let score = 0;
  for (let round = 0; round < ROUNDS; round++) {
    factor = cholesky(here.curve, model.size);
    const step = solve(factor, model.size, here.slope);
    if (held) {
      const towards = solve(factor, model.size, held.contrast);
      const length = dot(held.contrast, towards);
      const free = dot(held.contrast, step);
      score = free ** 2 / length;
      const missing = held.at - dot(held.contrast, beta);
      for (let i = 0; i < step.length; i++) step[i]! += ((missing - free) / length) * towards[i]!;
    }
    const longest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    let part = Math.min(1, LONGEST_STEP / Math.max(longest, 1e-300));
    const met = !held || Math.abs(held.at - dot(held.contrast, beta)) < 1e-9;
    let next = sumUp(model, rows, moved(beta, step, part), ridge);
    // On the way to a held value the likelihood may fall.
    for (let i = 0; met && i < 30 && next.penalised < here.penalised - 1e-9; i++) {
      part /= 2;
      next = sumUp(model, rows, moved(beta, step, part), ridge);
    }
    beta = moved(beta, step, part);
    here = next;
    if (longest < 1e-9) break;
  }
  return { beta, value: here.value, factor, score };
}

const moved = (beta: Float64Array, step: Float64Array, part: number) => beta.map((value, i) => value + part * step[i]!);

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function sumUp<Row>({ size, look }: Model<Row>, rows: readonly Row[], beta: Float64Array, ridge: number) {
  const slope = beta.map((value) => -ridge * value);
  const curve = new Float64Array(size * size);
  for (let i = 0; i < size; i++) curve[i * size + i] = ridge;
  let value = 0;
  for (const row of rows) {
    const local = look(beta, row);
    const m = local.at.length;
    value += local.value;
    for (let i = 0; i < m; i++) {
      slope[local.at[i]!]! += local.slope[i]!;
      for (let j = 0; j < m; j++) curve[local.at[i]! * size + local.at[j]!]! += local.curve[i * m + j]!;
    }
  }
  return { value, slope, curve, penalised: value - (ridge / 2) * dot(beta, beta) };
}
