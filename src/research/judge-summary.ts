import { clusteredShare, sumClusters } from '../agreement/clustered-share.ts';
import type { Figure } from '../agreement/statistic.ts';
import type { Verdict } from '../terms.ts';
import { type CallsSummary, type CountedCall, summariseCalls } from './calls-summary.ts';
import { clusterOf, type InClusters, inClusters } from './row-clusters.ts';

/** One judged pair with all its calls. The order `given` is that of the row. */
export interface JudgedPair {
  id: string | number | bigint;
  /** Pairs that belong together. Absent in files from before it was written: a pair of its own. */
  cluster?: string | number | bigint;
  verdict: Verdict;
  label?: 'first' | 'second';
  category?: string;
  confidence: number;
  comparisons: (CountedCall & { order: 'given' | 'swapped' })[];
}

export interface JudgeSummary extends CallsSummary, InClusters {
  pairs: number;
  /** Over pairs with a label. An invalid verdict counts as wrong. */
  accuracy: {
    /** By the first call on each pair. */
    oneOrder: Figure;
    /** Right in both orders, over the pairs that were asked in both. */
    bothOrdersConsistent: Figure;
    /** By what the judge's calls on the pair decided together. It has nothing to do with people. */
    majority: Figure;
  };
  /**
   * The share of pairs whose first valid verdicts in the two orders name different candidates, over the pairs
   * that have both.
   */
  flips: Figure;
  byCategory?: Record<string, JudgeSummary>;
}

/** Summarises judged pairs. The intervals are cluster-robust: see `row-clusters.ts`. */
export function summarise(pairs: readonly JudgedPair[], withCategories = true): JudgeSummary {
  const labelled = pairs.filter(({ label }) => label !== undefined);
  const inBoth = pairs.filter((pair) => side(pair, 'given') !== null && side(pair, 'swapped') !== null);
  const labelledBoth = labelled.filter(({ comparisons }) => new Set(comparisons.map(({ order }) => order)).size === 2);
  const right = (pair: JudgedPair, found: string | null) => found === pair.label;
  const share = (all: readonly JudgedPair[], test: (pair: JudgedPair) => boolean) =>
    clusteredShare(
      sumClusters([...Map.groupBy(all, clusterOf).values()].map((own) => [own.filter(test).length, own.length])),
    );
  const categories = [...new Set(pairs.flatMap(({ category }) => category ?? []))].sort();
  return {
    pairs: pairs.length,
    ...inClusters(pairs),
    accuracy: {
      oneOrder: share(labelled, (pair) => right(pair, firstCall(pair))),
      bothOrdersConsistent: share(
        labelledBoth,
        (pair) => right(pair, side(pair, 'given')) && right(pair, side(pair, 'swapped')),
      ),
      majority: share(labelled, (pair) => right(pair, pair.verdict)),
    },
    flips: share(inBoth, (pair) => side(pair, 'given') !== side(pair, 'swapped')),
    ...summariseCalls(
      pairs.map(({ comparisons }) => comparisons),
      pairs.map(clusterOf),
    ),
    ...(withCategories && categories.length > 0
      ? {
          byCategory: Object.fromEntries(
            categories.map((name) => [
              name,
              summarise(
                pairs.filter(({ category }) => category === name),
                false,
              ),
            ]),
          ),
        }
      : {}),
  };
}

type Call = JudgedPair['comparisons'][number];

/**
 * Which of the row's two candidates a call names.
 * @returns null when its verdict is invalid
 */
const named = ({ order, verdict }: Call): 'first' | 'second' | null => {
  if (verdict === 'invalid') return null;
  return (order === 'given') === (verdict === 'first') ? 'first' : 'second';
};

const firstCall = ({ comparisons }: JudgedPair) => (comparisons[0] ? named(comparisons[0]) : null);

/**
 * The candidate that the first valid verdict in this order names.
 * @returns null when there is none
 */
const side = ({ comparisons }: JudgedPair, order: Call['order']) =>
  comparisons
    .filter((call) => call.order === order)
    .map(named)
    .find((found) => found !== null) ?? null;
