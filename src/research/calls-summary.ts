import { clusteredShare, sumClusters } from '../agreement/clustered-share.ts';
import type { Figure } from '../agreement/statistic.ts';
import type { Judgement } from '../judge/judge.ts';

/** The part of a judge call that the figures need. */
export type CountedCall = Pick<Judgement, 'verdict' | 'forced' | 'usage' | 'latencyMs'>;

/** Drops the rest of a judge call: the chains of thought of a whole run would fill the memory. */
export const countedCall = ({ verdict, forced, usage, latencyMs }: CountedCall): CountedCall => ({
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
   * Of the valid verdicts: the share for the candidate shown first. A judge without a position bias that is
   * asked in both orders is at one half.
   */
  firstSlotRate: Figure;
  /** Of all calls. */
  invalidRate: Figure;
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

/** Summarises calls, grouped by row. The intervals are cluster-robust, with the rows as clusters. */
export function summariseCalls(rows: readonly (readonly CountedCall[])[]): CallsSummary {
  const calls = rows.flat();
  const rate = (hit: (call: CountedCall) => boolean, of: (call: CountedCall) => boolean = () => true) =>
    clusteredShare(sumClusters(rows.map((row) => [row.filter((c) => of(c) && hit(c)).length, row.filter(of).length])));
  const sum = (of: (call: CountedCall) => number) => calls.reduce((total, call) => total + of(call), 0);
  const latencies = calls.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  return {
    firstSlotRate: rate(
      ({ verdict }) => verdict === 'first',
      ({ verdict }) => verdict !== 'invalid',
    ),
    invalidRate: rate(({ verdict }) => verdict === 'invalid'),
    forcedRate: rate(({ forced }) => forced),
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
