import { seeded } from '../seeded.ts';
import { addGroup, type SparseSums } from './sparse-sums.ts';
import type { Statistic } from './statistic.ts';

export interface BootstrapOptions {
  /** The number of resamples; 0 for no interval. */
  resamples: number;
  seed: string;
}

/**
 * The least share of resamples with an error of their own; below it, their quantiles are not to be trusted.
 */
const FEWEST_DEFINED = 0.5;

/**
 * The 95 % bounds of a smooth statistic by the studentised cluster bootstrap (bootstrap-t): how far the
 * statistic moves on resamples, in units of each resample's own linearised error, times `error`. Unlike
 * Student's t, it follows the statistic's bias.
 * Source: Efron 1979; for clusters, Cameron, Gelbach and Miller 2008.
 * @returns null where too few resamples have an error
 */
export function studentisedBounds<Row>(
  statistic: Pick<Statistic<Row>, 'finish' | 'gradient'>,
  sums: SparseSums,
  value: number,
  error: number,
  { resamples, seed }: BootstrapOptions,
): readonly [low: number, high: number] | null {
  const lot = seeded(seed, 'bootstrap');
  const times = new Int32Array(sums.groups);
  const drawn = new Float64Array(sums.total.length);
  const moves: number[] = [];
  for (let r = 0; r < resamples; r++) {
    times.fill(0);
    drawn.fill(0);
    for (let i = 0; i < sums.groups; i++) {
      const g = lot.below(sums.groups);
      times[g]! += 1;
      addGroup(drawn, sums, g);
    }
    const there = statistic.finish(drawn).value;
    if (there === null) continue;
    const itsError = linearisedError(statistic.gradient?.(drawn) ?? [], sums, times);
    if (itsError > 1e-9) moves.push((there - value) / itsError);
  }
  if (error <= 1e-9 || moves.length < FEWEST_DEFINED * resamples || moves.length < 2) return null;
  moves.sort((a, b) => a - b);
  const at = (q: number) => moves[Math.round(q * (moves.length - 1))]!;
  return [Math.min(value, value - error * at(0.975)), Math.max(value, value - error * at(0.025))];
}

/**
 * The standard error of a statistic by its gradient (delta method): G/(G − 1) times the sum of squares of
 * what each of G clusters contributes, around their mean.
 */
function linearisedError(gradient: ArrayLike<number>, { groups, begin, index, amount }: SparseSums, times: Int32Array) {
  let [sum, squares] = [0, 0];
  for (let g = 0; g < groups; g++) {
    if (times[g] === 0) continue;
    let moved = 0;
    for (let e = begin[g]!; e < begin[g + 1]!; e++) moved += gradient[index[e]!]! * amount[e]!;
    sum += times[g]! * moved;
    squares += times[g]! * moved * moved;
  }
  return Math.sqrt(Math.max(0, (groups / (groups - 1)) * (squares - (sum * sum) / groups)));
}
