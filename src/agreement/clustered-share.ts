import jstat from 'jstat';
import { degreesOfFreedom } from './score-interval.ts';
import type { Figure } from './statistic.ts';
import { wilson } from './wilson.ts';

/**
 * Sufficient sums of a share over clusters (hits h and trials t of each): a database can add them up in one
 * pass.
 */
export interface ClusterSums {
  /** Clusters with at least one trial. */
  clusters: number;
  /** Σh, Σt. */
  hits: number;
  trials: number;
  /** Σh², Σht, Σt². */
  hitsSquared: number;
  hitsTrials: number;
  trialsSquared: number;
}

/**
 * A share over clusters, such as the votes on one ask, with its 95 % interval: Wilson's score interval at the
 * effective number of trials. That is p(1 − p) over the linearised variance of the ratio Σh/Σt, with
 * Student's t at the effective number of clusters − 1 degrees of freedom. Never outside 0–1. Where all
 * clusters say the same, each counts as one trial.
 * Source: Cochran, Sampling Techniques, 1977, ch. 6; Kish 1965; Korn and Graubard 1998. Dean and Pagano 2015
 * compare such intervals.
 * @returns no bounds with fewer than two clusters; n: trials
 */
export function clusteredShare(sums: ClusterSums): Figure {
  const { clusters, hits, trials } = sums;
  if (trials <= 0) return { value: null, low: null, high: null, n: 0 };
  const value = hits / trials;
  const apart = sums.hitsSquared - 2 * value * sums.hitsTrials + value * value * sums.trialsSquared;
  return {
    value,
    ...shareInterval({
      value,
      variance: Math.max(0, apart) / trials ** 2,
      trials,
      clusters,
      freedom: degreesOfFreedom(trials, sums.trialsSquared),
    }),
    n: trials,
  };
}

/**
 * Wilson's interval of a share whose `variance` is a sum of squares over clusters: at the number of
 * independent trials with the same variance, with Student's t. That number is capped at twice the trials:
 * verdicts that cancel out can vary less than independent ones, but much less is what few clusters look like
 * by chance.
 */
export function shareInterval(share: {
  value: number;
  variance: number;
  trials: number;
  clusters: number;
  /** Degrees of freedom. */
  freedom: number;
}): { low: number | null; high: number | null } {
  const { value, trials, clusters, freedom } = share;
  if (clusters < 2) return { low: null, high: null };
  const variance = (clusters / (clusters - 1)) * share.variance;
  const spread = value * (1 - value);
  const effective =
    variance > 1e-12 && spread > 0 ? Math.min(2 * trials, spread / variance) : Math.min(trials, clusters);
  const { low, high } = wilson(value * effective, effective, jstat.studentt.inv(0.975, freedom));
  return { low: Math.min(low, value), high: Math.max(high, value) };
}

/** The sums over clusters in memory. */
export function sumClusters(clusters: Iterable<readonly [hits: number, trials: number]>): ClusterSums {
  const sums = { clusters: 0, hits: 0, trials: 0, hitsSquared: 0, hitsTrials: 0, trialsSquared: 0 };
  for (const [hits, trials] of clusters) {
    if (trials <= 0) continue;
    sums.clusters += 1;
    sums.hits += hits;
    sums.trials += trials;
    sums.hitsSquared += hits * hits;
    sums.hitsTrials += hits * trials;
    sums.trialsSquared += trials * trials;
  }
  return sums;
}
