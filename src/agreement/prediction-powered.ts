import jstat from 'jstat';
import type { Figure } from './statistic.ts';

export interface PredictionPowered extends Figure {
  /** How far the judge was trusted (λ): 0 ignores its labels, 1 takes them as they are. */
  lambda: number;
}

/**
 * The fewest labelled items for an interval: with fewer, it holds the truth too seldom (docs/statistics.md).
 */
const FEWEST_LABELLED = 20;

/**
 * Prediction-powered inference: the mean of human labels, with the help of a judge's labels on many more
 * items. It is the judge's mean over the unlabelled items, corrected by the judge's error on the items that
 * people labelled too. λ is tuned for the smallest variance, so a useless judge costs nothing. Worth it only
 * where unlabelled items far outnumber labelled ones. The interval is wider than the paper's where few items
 * are labelled, which would hold too seldom: λ costs a degree of freedom, and the quantile is Student's with
 * n − 2.
 * Source: PPI++, Angelopoulos, Duchi and Zrnic 2023.
 * @param labelled people's and the judge's label of one item, as numbers, one a cluster
 * @param unlabelled the judge's label alone
 * @returns n: labelled items; null below 3, and no interval below 20
 */
export function predictionPowered(
  labelled: readonly { human: number; judge: number }[],
  unlabelled: readonly number[],
): PredictionPowered {
  const [n, more] = [labelled.length, unlabelled.length];
  const human = labelled.map((row) => row.human);
  const judge = labelled.map((row) => row.judge);
  if (n < 3) return { value: null, low: null, high: null, n, lambda: 0 };
  const [meanHuman, meanJudge] = [mean(human), mean(judge)];
  const covariance =
    labelled.reduce((sum, row) => sum + (row.human - meanHuman) * (row.judge - meanJudge), 0) / (n - 1);
  const variance = varianceOf([...judge, ...unlabelled]);
  const lambda = variance > 0 && more > 1 ? Math.min(1, Math.max(0, covariance / ((1 + n / more) * variance))) : 0;
  const value = meanHuman + lambda * (more > 0 ? mean(unlabelled) - meanJudge : 0);
  if (n < FEWEST_LABELLED) return { value, low: null, high: null, n, lambda };
  const rest = (varianceOf(labelled.map((row) => row.human - lambda * row.judge)) * (n - 1)) / (n - 2) / n;
  const error = Math.sqrt(rest + (more > 1 ? (lambda * lambda * varianceOf(unlabelled)) / more : 0));
  const half = jstat.studentt.inv(0.975, n - 2) * error;
  return { value, low: value - half, high: value + half, n, lambda };
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

function varianceOf(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
