import { type BootstrapOptions, studentisedBounds } from './bootstrap.ts';
import { clusteredShare, sumClusters } from './clustered-share.ts';
import { jackknifeVariance } from './jackknife.ts';
import type { Item } from './ratings.ts';
import { degreesOfFreedom, scoreInterval } from './score-interval.ts';
import { addGroup, type SparseSums, sumByCluster } from './sparse-sums.ts';
import type { Figure, Statistic } from './statistic.ts';

/**
 * A statistic with its 95 % interval over clusters, because the votes on one prompt are not independent. A
 * share gets `clusteredShare`'s interval; a statistic with a gradient the studentised bootstrap's; any other
 * one Wilson's in its range with the jackknife's variance. In simulated communities each comes nearest to 95
 * % with few clusters (docs/statistics.md). Equal seeds give equal intervals.
 * @returns no bounds with fewer than two clusters; nor, except for a share, where all clusters say the same
 */
export function estimate<Row extends { cluster: string } = Item>(
  statistic: Statistic<Row>,
  rows: readonly Row[],
  options: BootstrapOptions,
): Figure {
  const sums = sumByCluster(statistic, rows, options.seed);
  const { value, n } = statistic.finish(sums.total.slice());
  const alone = { value, low: null, high: null, n };
  if (value === null || options.resamples === 0 || sums.groups < 2 || statistic.kind === 'biased') return alone;
  if (statistic.enough && !statistic.enough(sums.total)) return alone;
  if (statistic.kind === 'share') return clusteredShare(sumClusters(hitsAndTrials(sums)));
  const variance = jackknifeVariance(statistic, sums);
  const bounds = statistic.gradient
    ? studentisedBounds(statistic, sums, value, Math.sqrt(variance), options)
    : scoreInterval(value, variance, statistic.range, degreesOfFreedom(...weightsOf(statistic, sums)));
  if (!bounds) return alone;
  const [from, to] = statistic.range;
  return { value, low: Math.max(from, bounds[0]), high: Math.min(to, bounds[1]), n };
}

/** A share's two sums, by group. */
function* hitsAndTrials(sums: SparseSums): Generator<readonly [hits: number, trials: number]> {
  const own = new Float64Array(2);
  for (let g = 0; g < sums.groups; g++) {
    own.fill(0);
    addGroup(own, sums, g);
    yield [own[0]!, own[1]!];
  }
}

/** Σw and Σw² over clusters. */
function weightsOf<Row>({ weight }: Statistic<Row>, { begin, index, amount }: SparseSums): [number, number] {
  let [sum, squares] = [0, 0];
  for (let e = 0; e < begin.at(-1)!; e++) {
    if (index[e] !== weight) continue;
    sum += amount[e]!;
    squares += amount[e]! ** 2;
  }
  return [sum, squares];
}
