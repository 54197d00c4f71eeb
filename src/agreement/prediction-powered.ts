import jstat from 'jstat';
import { degreesOfFreedom } from './score-interval.ts';
import type { Figure } from './statistic.ts';

export interface PredictionPowered extends Figure {
  /** How far the judge was trusted (λ): 0 ignores its labels, 1 takes them as they are. */
  lambda: number;
}

/**
 * The fewest labelled items for an interval: with fewer, it holds the truth too seldom (docs/statistics.md).
 */
const FEWEST_LABELLED = 20;

/** An item with a judge's label as a number, and people's where they were asked. */
export interface PredictedRow {
  cluster: string;
  judge: number;
  human?: number | undefined;
}

/**
 * Prediction-powered inference: the mean of human labels, with the help of a judge's labels on many more
 * items. It is the judge's mean over the unlabelled items, corrected by the judge's error on the items that
 * people labelled too. λ is tuned for the smallest variance of independent items, so a useless judge costs
 * nothing. Worth it only where unlabelled items far outnumber labelled ones. The variance is linearised over
 * clusters. The interval is wider than the paper's where few items are labelled, which would hold too seldom:
 * λ costs a degree of freedom, and the quantile is Student's with that of labelled clusters less 2.
 * Source: PPI++, Angelopoulos, Duchi and Zrnic 2023.
 * @returns n: labelled items; null below 3, and no interval below 20 clusters with labelled items
 */
export function predictionPowered(rows: readonly PredictedRow[]): PredictionPowered {
  const labelled = rows.flatMap(({ cluster, judge, human }) =>
    human === undefined ? [] : [{ cluster, judge, human }],
  );
  const unlabelled = rows.filter(({ human }) => human === undefined);
  const [n, more] = [labelled.length, unlabelled.length];
  const human = labelled.map((row) => row.human);
  const judge = labelled.map((row) => row.judge);
  const others = unlabelled.map((row) => row.judge);
  if (n < 3) return { value: null, low: null, high: null, n, lambda: 0 };
  const [meanHuman, meanJudge, meanOthers] = [mean(human), mean(judge), more > 0 ? mean(others) : 0];
  const covariance =
    labelled.reduce((sum, row) => sum + (row.human - meanHuman) * (row.judge - meanJudge), 0) / (n - 1);
  const variance = varianceOf([...judge, ...others]);
  const lambda = variance > 0 && more > 1 ? Math.min(1, Math.max(0, covariance / ((1 + n / more) * variance))) : 0;
  const value = meanHuman + lambda * (more > 0 ? meanOthers - meanJudge : 0);

  const pulls = new Map<string, { own: number; others: number; labelled: number }>();
  const of = (cluster: string) => {
    const pull = pulls.get(cluster) ?? { own: 0, others: 0, labelled: 0 };
    pulls.set(cluster, pull);
    return pull;
  };
  for (const row of labelled) {
    const pull = of(row.cluster);
    pull.own += (row.human - meanHuman - lambda * (row.judge - meanJudge)) / n;
    pull.labelled += 1;
  }
  for (const row of unlabelled) of(row.cluster).others += (lambda * (row.judge - meanOthers)) / more;
  const all = [...pulls.values()];
  const own = all.filter(({ labelled }) => labelled > 0);
  if (own.length < FEWEST_LABELLED) return { value, low: null, high: null, n, lambda };
  const without = all.length - all.filter(({ others }) => others === 0).length;
  const error = Math.sqrt(
    (own.length / (own.length - 2)) * sum(own.map((pull) => pull.own ** 2)) +
      (without > 1 ? (without / (without - 1)) * sum(all.map((pull) => pull.others ** 2)) : 0) +
      2 * sum(all.map((pull) => pull.own * pull.others)),
  );
  const freedom = degreesOfFreedom(n, sum(own.map((pull) => pull.labelled ** 2))) - 1;
  const half = jstat.studentt.inv(0.975, Math.max(1, freedom)) * error;
  return { value, low: value - half, high: value + half, n, lambda };
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

function varianceOf(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
