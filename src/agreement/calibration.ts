import { clusteredShare, sumClusters } from './clustered-share.ts';
import type { Figure, Statistic } from './statistic.ts';

/** A forecast: something said with a probability, and whether it came true. */
export interface Forecast {
  cluster: string;
  /** The stated probability, 0–1. */
  probability: number;
  /** What happened: 1, 0, or between where people were divided. */
  outcome: number;
}

/**
 * The fewest surprises for an interval: rare ones make most of the score, and few of them do not tell how
 * rare.
 */
const FEWEST_SURPRISES = 3;

/**
 * The Brier score: the mean squared distance of stated probability and outcome. 0 is perfect; .25 is saying
 * .5 to everything. n: forecasts.
 * Source: Brier 1950.
 */
export const brier: Statistic<Forecast> = {
  size: 3,
  weight: 1,
  range: [0, 1],
  add({ probability, outcome }, sums) {
    sums[0]! += (probability - outcome) ** 2;
    sums[1]! += 1;
    sums[2]! += Math.abs(probability - outcome) > 0.5 ? 1 : 0;
  },
  enough: (sums) => sums[2]! >= FEWEST_SURPRISES,
  finish: (sums) => ({ value: sums[1]! > 0 ? sums[0]! / sums[1]! : null, n: sums[1]! }),
};

export const BINS = 10;
const binOf = (probability: number, bins: number) => Math.min(bins - 1, Math.floor(probability * bins));

/**
 * Expected calibration error: the distance of stated probability and outcome in bins of equal width, averaged
 * over forecasts. It is biased upwards where bins hold few, and resampling adds that bias once more, so it
 * gets no interval; the Brier score and the reliability curve do. n: forecasts.
 * Source: Naeini, Cooper and Hauskrecht 2015.
 */
export const expectedCalibrationError = (bins = BINS): Statistic<Forecast> => ({
  kind: 'biased',
  size: 2 * bins + 1,
  weight: 2 * bins,
  range: [0, 1],
  add({ probability, outcome }, sums) {
    const bin = binOf(probability, bins);
    sums[bin]! += probability - outcome;
    sums[bins + bin]! += 1;
    sums[2 * bins]! += 1;
  },
  finish(sums) {
    const n = sums[2 * bins]!;
    let apart = 0;
    for (let bin = 0; bin < bins; bin++) apart += Math.abs(sums[bin]!);
    return { value: n > 0 ? apart / n : null, n };
  },
});

export interface ReliabilityBin {
  /** Bounds of the stated probability, 0–1; the last bin includes 1. */
  from: number;
  to: number;
  /** The mean stated probability. */
  said: number;
  /** How often it came true. */
  happened: Figure;
}

/** The points of a reliability curve, with cluster-robust intervals; empty bins are left out. */
export function reliability(forecasts: Iterable<Forecast>, bins = BINS): ReliabilityBin[] {
  const byBin = Map.groupBy(forecasts, ({ probability }) => binOf(probability, bins));
  return [...byBin]
    .toSorted(([a], [b]) => a - b)
    .map(([i, own]) => {
      const clusters = Map.groupBy(own, ({ cluster }) => cluster);
      const sum = (of: readonly Forecast[], what: 'probability' | 'outcome') =>
        of.reduce((total, forecast) => total + forecast[what], 0);
      const happened = clusteredShare(
        sumClusters([...clusters.values()].map((one) => [sum(one, 'outcome'), one.length])),
      );
      return { from: i / bins, to: (i + 1) / bins, said: sum(own, 'probability') / own.length, happened };
    });
}
