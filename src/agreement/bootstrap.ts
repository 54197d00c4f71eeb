import { seeded } from '../seeded.ts';
import type { Item } from './ratings.ts';
import type { Figure, Statistic } from './statistic.ts';

export interface BootstrapOptions {
  /** How many resamples; 0 for no interval. */
  resamples: number;
  seed: string;
}

/**
 * A statistic with its 95 % interval by the percentile cluster bootstrap (Efron and Tibshirani 1993; clusters as in Cameron, Gelbach and
 * Miller 2008): whole clusters are drawn, because the votes on one prompt are not independent. Equal seeds give equal intervals.
 */
export function estimate<Row extends { cluster: string } = Item>(
  statistic: Statistic<Row>,
  items: readonly Row[],
  { resamples, seed }: BootstrapOptions,
): Figure {
  const clusters = new Map<string, Float64Array>();
  for (const item of items) {
    const sums = clusters.get(item.cluster) ?? new Float64Array(statistic.size);
    clusters.set(item.cluster, sums);
    statistic.add(item, sums);
  }
  const parts = [...clusters.values()];
  const total = new Float64Array(statistic.size);
  for (const part of parts) addTo(total, part);
  const { value, n } = statistic.finish(total);
  // One cluster tells nothing about how much clusters differ.
  if (value === null || resamples === 0 || parts.length < 2) return { value, low: null, high: null, n };

  const lot = seeded(seed, 'bootstrap');
  const values: number[] = [];
  for (let r = 0; r < resamples; r++) {
    total.fill(0);
    for (let i = 0; i < parts.length; i++) addTo(total, parts[lot.below(parts.length)]!);
    const drawn = statistic.finish(total).value;
    if (drawn !== null) values.push(drawn);
  }
  values.sort((a, b) => a - b);
  const at = (share: number) =>
    values[Math.min(values.length - 1, Math.max(0, Math.round(share * (values.length - 1))))] ?? null;
  return { value, low: at(0.025), high: at(0.975), n };
}

function addTo(total: Float64Array, part: Float64Array): void {
  for (let i = 0; i < total.length; i++) total[i]! += part[i]!;
}
