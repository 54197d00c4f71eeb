import type { Usage } from '../models/model.ts';

/** What several requests took together; null where one of them was not counted. */
export function sumUsage(parts: readonly Usage[]): Usage {
  const sum = (of: (usage: Usage) => number | null) =>
    parts.some((usage) => of(usage) === null) ? null : parts.reduce((total, usage) => total + (of(usage) ?? 0), 0);
  return {
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    reasoningTokens: sum(({ reasoningTokens }) => reasoningTokens),
    costUsd: sum(({ costUsd }) => costUsd),
  };
}
