import type { NewUsage } from '../../db/repo/usage.ts';

interface Spent {
  inputTokens: number | null;
  outputTokens: number | null;
  costUsd: number | null;
}

/** What an ask's calls came to. A call without a known price is counted as such, not as free. */
export function sumSpending(
  calls: readonly Spent[],
): Pick<NewUsage, 'calls' | 'inputTokens' | 'outputTokens' | 'costUsd' | 'unpricedCalls'> {
  const sum = (of: (call: Spent) => number | null) => calls.reduce((total, call) => total + (of(call) ?? 0), 0);
  return {
    calls: calls.length,
    inputTokens: sum((call) => call.inputTokens),
    outputTokens: sum((call) => call.outputTokens),
    costUsd: sum((call) => call.costUsd),
    unpricedCalls: calls.filter((call) => call.costUsd === null).length,
  };
}
