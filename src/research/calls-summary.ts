import { clusteredShare, sumClusters } from '../agreement/clustered-share.ts';
import type { Figure } from '../agreement/statistic.ts';
import type { Judgement } from '../judge/judge.ts';

/** What the figures need of a judge call. */
export type CountedCall = Pick<Judgement, 'verdict' | 'forced' | 'usage' | 'latencyMs'>;

/** Only that: chains of thought of a whole run would fill the memory. */
export const countedCall = ({ verdict, forced, usage, latencyMs }: CountedCall): CountedCall => ({
  verdict,
  forced,
  usage,
  latencyMs,
});

/** How the calls of a run went, and what they cost. Calls that were broken off because the pick was clear are in none of it. */
export interface CallsSummary {
  /** How often the one shown first won, of valid verdicts; a judge without a preference for a slot, asked in both orders, is at one half. */
  firstSlotRate: Figure;
  /** Of all calls. */
  invalidRate: Figure;
  forcedRate: Figure;
  calls: number;
  tokens: { input: number; output: number };
  /** US dollars; null where any call's price is unknown. */
  costUsd: number | null;
  /** Seconds of all calls together, and of the median call. */
  seconds: { total: number; medianCall: number };
}

/** Over the calls of each row. The calls of one row belong together, and the intervals take them so. */
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
    tokens: { input: sum(({ usage }) => usage.inputTokens), output: sum(({ usage }) => usage.outputTokens) },
    costUsd: calls.some(({ usage }) => usage.costUsd === null) ? null : sum(({ usage }) => usage.costUsd ?? 0),
    seconds: {
      total: sum(({ latencyMs }) => latencyMs) / 1000,
      medianCall: (latencies[Math.floor(latencies.length / 2)] ?? 0) / 1000,
    },
  };
}
