import { type Share, wilson } from '../agreement/wilson.ts';
import type { Verdict } from '../terms.ts';
import { type CallsSummary, type CountedCall, summariseCalls } from './calls-summary.ts';

/** One pair with everything that was asked about it. `given`: in the order of the row. */
export interface JudgedPair {
  id: string | number;
  verdict: Verdict;
  label?: 'first' | 'second';
  category?: string;
  confidence: number;
  comparisons: (CountedCall & { order: 'given' | 'swapped' })[];
}

export interface JudgeSummary extends CallsSummary {
  pairs: number;
  /** Of pairs with a label; an invalid verdict counts as wrong. */
  accuracy: {
    /** The first call on each pair alone. */
    oneOrder: Share;
    /** Right in both orders: of pairs that were asked in both. */
    bothOrdersConsistent: Share;
    /** What the pair's tournament decided. */
    majority: Share;
  };
  /** Pairs whose first valid verdicts in the two orders name different candidates, of those that have both. */
  flips: Share;
  byCategory?: Record<string, JudgeSummary>;
}

/** Key figures over judged pairs, with intervals: Wilson's over pairs, and over calls such that take those on one pair together. */
export function summarise(pairs: readonly JudgedPair[], withCategories = true): JudgeSummary {
  const labelled = pairs.filter(({ label }) => label !== undefined);
  const inBoth = pairs.filter((pair) => side(pair, 'given') !== null && side(pair, 'swapped') !== null);
  const labelledBoth = labelled.filter(({ comparisons }) => new Set(comparisons.map(({ order }) => order)).size === 2);
  const right = (pair: JudgedPair, found: string | null) => found === pair.label;
  const share = <T>(all: readonly T[], test: (item: T) => boolean) => wilson(all.filter(test).length, all.length);
  const categories = [...new Set(pairs.flatMap(({ category }) => category ?? []))].sort();
  return {
    pairs: pairs.length,
    accuracy: {
      oneOrder: share(labelled, (pair) => right(pair, firstCall(pair))),
      bothOrdersConsistent: share(
        labelledBoth,
        (pair) => right(pair, side(pair, 'given')) && right(pair, side(pair, 'swapped')),
      ),
      majority: share(labelled, (pair) => right(pair, pair.verdict)),
    },
    flips: share(inBoth, (pair) => side(pair, 'given') !== side(pair, 'swapped')),
    ...summariseCalls(pairs.map(({ comparisons }) => comparisons)),
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

/** Which of the row's two candidates a call names. */
const named = ({ order, verdict }: Call): 'first' | 'second' | null => {
  if (verdict === 'invalid') return null;
  return (order === 'given') === (verdict === 'first') ? 'first' : 'second';
};

const firstCall = ({ comparisons }: JudgedPair) => (comparisons[0] ? named(comparisons[0]) : null);

/** The first valid verdict in this order, or null. */
const side = ({ comparisons }: JudgedPair, order: Call['order']) =>
  comparisons
    .filter((call) => call.order === order)
    .map(named)
    .find((found) => found !== null) ?? null;
