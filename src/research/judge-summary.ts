import { type Share, wilson } from '../agreement/wilson.ts';
import type { Judgement } from '../judge/judge.ts';

/** One pair with everything that was asked about it. `given`: in the order of the row. */
export interface JudgedPair {
  id: string | number;
  verdict: 'first' | 'second' | 'invalid';
  label?: 'first' | 'second';
  category?: string;
  confidence: number;
  comparisons: (Judgement & { order: 'given' | 'swapped'; tier: number })[];
}

export interface JudgeSummary {
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
  /** How often the one shown first won, of valid verdicts; a judge without a preference for a slot, asked in both orders, is at one half. */
  firstSlotRate: Share;
  /** Of all calls. */
  invalidRate: Share;
  forcedRate: Share;
  calls: number;
  tokens: { input: number; output: number };
  /** US dollars; null where any call's price is unknown. */
  costUsd: number | null;
  /** Seconds of all calls together, and of the median call. */
  seconds: { total: number; medianCall: number };
  byCategory?: Record<string, JudgeSummary>;
}

/** Key figures over judged pairs, with Wilson intervals. */
export function summarise(pairs: readonly JudgedPair[], withCategories = true): JudgeSummary {
  const calls = pairs.flatMap(({ comparisons }) => comparisons);
  const valid = calls.filter(({ verdict }) => verdict !== 'invalid');
  const labelled = pairs.filter(({ label }) => label !== undefined);
  const inBoth = pairs.filter((pair) => side(pair, 'given') !== null && side(pair, 'swapped') !== null);
  const labelledBoth = labelled.filter(({ comparisons }) => new Set(comparisons.map(({ order }) => order)).size === 2);
  const right = (pair: JudgedPair, found: string | null) => found === pair.label;
  const share = <T>(all: readonly T[], test: (item: T) => boolean) => wilson(all.filter(test).length, all.length);
  const latencies = calls.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  const costs = calls.map(({ usage }) => usage.costUsd);
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
    firstSlotRate: share(valid, ({ verdict }) => verdict === 'first'),
    invalidRate: share(calls, ({ verdict }) => verdict === 'invalid'),
    forcedRate: share(calls, ({ forced }) => forced),
    calls: calls.length,
    tokens: {
      input: calls.reduce((sum, { usage }) => sum + usage.inputTokens, 0),
      output: calls.reduce((sum, { usage }) => sum + usage.outputTokens, 0),
    },
    costUsd: costs.some((cost) => cost === null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
    seconds: {
      total: latencies.reduce((a, b) => a + b, 0) / 1000,
      medianCall: (latencies[Math.floor(latencies.length / 2)] ?? 0) / 1000,
    },
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
