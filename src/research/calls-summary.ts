import { clusteredShare, sumClusters } from '../agreement/clustered-share.ts';
import type { Figure } from '../agreement/statistic.ts';
import type { Judgement } from '../judge/judge.ts';

/** The part of a judge call that the figures need. */
export type CountedCall = Pick<Judgement, 'verdict' | 'forced' | 'usage' | 'latencyMs'> & {
  /** Which two were shown, and in which order: any name that is the same for the same within a row. */
  order: string;
};

/** Drops the rest of a judge call: the chains of thought of a whole run would fill the memory. */
export const countedCall = <T extends CountedCall>({ order, verdict, forced, usage, latencyMs }: T) => ({
  order: order as T['order'],
  verdict,
  forced,
  usage,
  latencyMs,
});

/**
 * How the judge calls of a run went, and what they cost. Calls that were cancelled because the pick was clear
 * are not in it.
 */
export interface CallsSummary {
  /**
   * Of the first valid verdicts on each ordered pair: the share for the candidate shown first. A judge
   * without a position bias that is asked in both orders is at one half. What is asked again depends on what
   * was said, so further calls would bend the rate.
   */
  firstSlotRate: Figure;
  /** Of the first calls on each ordered pair: those without a verdict. */
  invalidRate: Figure;
  /** Of all calls. */
  forcedRate: Figure;
  calls: number;
  /** Of the calls whose server counted; `uncountedCalls` says how many others there are. */
  tokens: { input: number; output: number };
  uncountedCalls: number;
  /** US dollars, or null when the price of any call is unknown. */
  costUsd: number | null;
  /** Seconds of all calls together, and of the median call. */
  seconds: { total: number; medianCall: number };
}

/**
 * Summarises calls, grouped by row. The intervals are cluster-robust.
 * @param clusters the cluster of each row; without them, each row is one of its own
 */
export function summariseCalls(
  rows: readonly (readonly CountedCall[])[],
  clusters: readonly string[] = rows.map((_, i) => `${i}`),
): CallsSummary {
  const calls = rows.flat();
  const rate = (of: (row: readonly CountedCall[]) => readonly CountedCall[], hit: (call: CountedCall) => boolean) => {
    const grouped = Map.groupBy(rows.map(of).entries(), ([i]) => clusters[i]);
    const own = [...grouped.values()].map((group) => group.flatMap(([, row]) => row));
    return clusteredShare(sumClusters(own.map((group) => [group.filter(hit).length, group.length])));
  };
  const sum = (of: (call: CountedCall) => number) => calls.reduce((total, call) => total + of(call), 0);
  const latencies = calls.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  return {
    firstSlotRate: rate(
      (row) => firsts(row.filter(({ verdict }) => verdict !== 'invalid')),
      ({ verdict }) => verdict === 'first',
    ),
    invalidRate: rate(firsts, ({ verdict }) => verdict === 'invalid'),
    forcedRate: rate(
      (row) => row,
      ({ forced }) => forced,
    ),
    calls: calls.length,
    tokens: {
      input: sum(({ usage }) => usage.inputTokens ?? 0),
      output: sum(({ usage }) => usage.outputTokens ?? 0),
    },
    uncountedCalls: calls.filter(({ usage }) => usage.inputTokens === null || usage.outputTokens === null).length,
    costUsd: calls.some(({ usage }) => usage.costUsd === null) ? null : sum(({ usage }) => usage.costUsd ?? 0),
    seconds: {
      total: sum(({ latencyMs }) => latencyMs) / 1000,
      medianCall: (latencies[Math.floor(latencies.length / 2)] ?? 0) / 1000,
    },
  };
}

/** The first call of each order, as they stand. */
const firsts = (calls: readonly CountedCall[]) =>
  [...Map.groupBy(calls, ({ order }) => order).values()].map(([first]) => first!);
