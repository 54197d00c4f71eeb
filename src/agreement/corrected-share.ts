import jstat from 'jstat';
import { clusteredShare, sumClusters } from './clustered-share.ts';
import { degreesOfFreedom } from './score-interval.ts';
import type { Figure } from './statistic.ts';

/** What a judge says of one item, yes (1) or no (0), and what people say of it, where they were asked. */
export interface JudgedRow {
  cluster: string;
  judge: number;
  human?: number | undefined;
}

export interface CorrectedShare extends Figure {
  /** How often the judge says yes of items that nobody labelled: the share before it is corrected. */
  said: Figure;
  /** How often it says yes where people do, and no where people do. */
  sensitivity: Figure;
  specificity: Figure;
}

const Z = 1.959963984540054;
/** With fewer people's labels of either kind, the intervals hold too seldom (docs/statistics.md). */
export const FEWEST_OF_EACH = 10;

/**
 * The share of items that people would say yes to, from a judge's labels on them, corrected by how often it
 * errs on other items that people labelled: (p + q₀ − 1) / (q₀ + q₁ − 1), with specificity q₀ and sensitivity
 * q₁. Its interval holds the uncertainty of all three. Where items of a cluster hang together, the variance
 * is as many times as large as the linearised one over clusters exceeds that of independent items, never
 * smaller, with Student's t.
 * Source: Lee et al. 2025, arXiv 2511.21140; Rogan and Gladen 1978.
 * @returns n: items without people's labels; null where the judge is no better than chance. No bounds either
 * where it is not shown to be better, or below 10 people's labels of either kind.
 */
export function correctedShare(rows: readonly JudgedRow[]): CorrectedShare {
  const test = rows.filter(({ human }) => human === undefined);
  const no = rows.filter(({ human }) => human === 0);
  const yes = rows.filter(({ human }) => human === 1);
  const parts = [
    { rows: test, hit: ({ judge }: JudgedRow) => judge },
    { rows: no, hit: ({ judge }: JudgedRow) => 1 - judge },
    { rows: yes, hit: ({ judge }: JudgedRow) => judge },
  ];
  const [said, specificity, sensitivity] = parts.map(shareOf) as [Figure, Figure, Figure];
  const shares = { said, specificity, sensitivity };
  const [p, q0, q1] = [said.value, specificity.value, sensitivity.value];
  const alone = (value: number | null) => ({ value, low: null, high: null, n: test.length, ...shares });
  if (p === null || q0 === null || q1 === null || q0 + q1 <= 1) return alone(null);
  const value = (p + q0 - 1) / (q0 + q1 - 1);
  if (Math.min(no.length, yes.length) < FEWEST_OF_EACH) return alone(clip(value));

  const [n, m0, m1] = [test.length + Z * Z, no.length + 2, yes.length + 2];
  const smooth = {
    p: (p * test.length + (Z * Z) / 2) / n,
    q0: (q0 * no.length + 1) / m0,
    q1: (q1 * yes.length + 1) / m1,
  };
  const room = smooth.q0 + smooth.q1 - 1;
  const [v0, v1] = [(smooth.q0 * (1 - smooth.q0)) / m0, (smooth.q1 * (1 - smooth.q1)) / m1];
  const { deff, quantile } = clustering(parts, [p, q0, q1], value);
  if (room <= quantile * Math.sqrt(deff * (v0 + v1))) return alone(clip(value));
  const theta = (smooth.p + smooth.q0 - 1) / room;
  const shift = 2 * Z * Z * (theta * v1 - (1 - theta) * v0);
  const variance = (smooth.p * (1 - smooth.p)) / n + (1 - theta) ** 2 * v0 + theta ** 2 * v1;
  const half = (quantile * Math.sqrt(deff * variance)) / room;
  const [low, high] = [clip(theta + shift - half), clip(theta + shift + half)];
  return { ...alone(clip(value)), low: Math.min(low, clip(value)), high: Math.max(high, clip(value)) };
}

interface Part {
  rows: readonly JudgedRow[];
  hit: (row: JudgedRow) => number;
}

/**
 * How many times the variance of independent items clusters make it, at least 1, and the quantile: the normal
 * one where every item is a cluster of its own, as published.
 */
function clustering(parts: readonly Part[], shares: readonly number[], theta: number) {
  const weights = [1, 1 - theta, -theta];
  const own = new Map<string, { pull: number; rows: number }>();
  let independent = 0;
  for (const [i, { rows, hit }] of parts.entries()) {
    for (const row of rows) {
      const pull = (weights[i]! * (hit(row) - shares[i]!)) / rows.length;
      independent += pull * pull;
      const cluster = own.get(row.cluster) ?? { pull: 0, rows: 0 };
      own.set(row.cluster, { pull: cluster.pull + pull, rows: cluster.rows + 1 });
    }
  }
  const clusters = [...own.values()];
  const count = clusters.reduce((sum, { rows }) => sum + rows, 0);
  if (clusters.length === count) return { deff: 1, quantile: Z };
  const together = clusters.reduce((sum, { pull }) => sum + pull * pull, 0);
  const freedom = degreesOfFreedom(
    count,
    clusters.reduce((sum, { rows }) => sum + rows * rows, 0),
  );
  return {
    deff: independent > 0 ? Math.max(1, together / independent) : 1,
    quantile: jstat.studentt.inv(0.975, freedom),
  };
}

function shareOf({ rows, hit }: Part): Figure {
  const clusters = Map.groupBy(rows, ({ cluster }) => cluster).values();
  return clusteredShare(
    sumClusters([...clusters].map((own) => [own.reduce((sum, row) => sum + hit(row), 0), own.length] as const)),
  );
}

const clip = (share: number) => Math.min(1, Math.max(0, share));
