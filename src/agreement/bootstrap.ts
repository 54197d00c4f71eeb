import { seeded } from '../seeded.ts';
import { bcaBounds } from './bca.ts';
import { clusteredShare, sumClusters } from './clustered-share.ts';
import type { Item } from './ratings.ts';
import { addGroup, type SparseSums, sumByCluster } from './sparse-sums.ts';
import type { Figure, Statistic } from './statistic.ts';

export interface BootstrapOptions {
  /** How many resamples; 0 for no interval. */
  resamples: number;
  seed: string;
}

/**
 * A statistic with its 95 % interval, over clusters, because the votes on one prompt are not independent. A share gets `clusteredShare`'s interval,
 * which needs no resampling; any other statistic that of the cluster bootstrap (clusters as in Cameron, Gelbach and Miller 2008; bounds: `bcaBounds`).
 * Equal seeds give equal intervals. No bounds with fewer than two clusters, nor, but for a share, where all resamples are alike: they know nothing of
 * what was not seen.
 */
export function estimate<Row extends { cluster: string } = Item>(
  statistic: Statistic<Row>,
  rows: readonly Row[],
  { resamples, seed }: BootstrapOptions,
): Figure {
  const sums = sumByCluster(statistic, rows, seed);
  const { value, n } = statistic.finish(sums.total.slice());
  const alone = { value, low: null, high: null, n };
  if (value === null || resamples === 0 || sums.groups < 2 || statistic.kind === 'biased') return alone;
  if (statistic.kind === 'share') return clusteredShare(sumClusters(hitsAndTrials(sums)));
  const bounds = bcaBounds(value, resample(statistic, sums, resamples, seed), leaveOut(statistic, sums));
  return bounds ? { value, low: bounds[0], high: bounds[1], n } : alone;
}

/** A share's two sums, group by group. */
function* hitsAndTrials(sums: SparseSums): Generator<readonly [hits: number, trials: number]> {
  const own = new Float64Array(2);
  for (let g = 0; g < sums.groups; g++) {
    own.fill(0);
    addGroup(own, sums, g);
    yield [own[0]!, own[1]!];
  }
}

/** The statistic on each resample, sorted; resamples on which it is not defined are left out. */
function resample<Row>(statistic: Statistic<Row>, sums: SparseSums, resamples: number, seed: string): Float64Array {
  const lot = seeded(seed, 'bootstrap');
  const drawn = new Float64Array(sums.total.length);
  const values = new Float64Array(resamples);
  let defined = 0;
  for (let r = 0; r < resamples; r++) {
    drawn.fill(0);
    for (let i = 0; i < sums.groups; i++) addGroup(drawn, sums, lot.below(sums.groups));
    const { value } = statistic.finish(drawn);
    if (value !== null) values[defined++] = value;
  }
  return values.subarray(0, defined).sort();
}

/** The statistic without each cluster in turn. */
function leaveOut<Row>(statistic: Statistic<Row>, sums: SparseSums): number[] {
  const rest = new Float64Array(sums.total.length);
  const values: number[] = [];
  for (let g = 0; g < sums.groups; g++) {
    rest.set(sums.total);
    addGroup(rest, sums, g, -1);
    const { value } = statistic.finish(rest);
    if (value !== null) values.push(value);
  }
  return values;
}
