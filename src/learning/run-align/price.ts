import { mostPrepared, mostRequests, type Request } from '../../judge/most.ts';
import { MOST_RULE_BYTES } from '../../judge/rules.ts';
import { atAnyLength, costOf, knownPrices } from '../../models/prices.ts';
import type { Calls, Plan } from '../align/plan.ts';
import type { Parts } from '../align/split.ts';
import { WRITING } from './ports.ts';

/** What calls take. null: not known. */
export interface Price {
  calls: Calls;
  tokens: number | null;
  usd: number | null;
}

/** The most that the writer reads: twelve duels, shortened, and what it is told. */
const PROMPT_TOKENS = 20_000;

/**
 * What a run would cost: at most, and likely by what a judge's call has taken on this server on average.
 * @param models the judge and the writer, without versions of rules; who writes rubrics, if anybody is named
 */
export function priceOf(
  { most, likely }: Plan,
  parts: Parts,
  models: { judge: string; writer: string; rubricWriter?: string | undefined },
  mean: { tokens: number | null; usd: number | null },
): Record<'most' | 'likely', Price> {
  const dearest = dearestCall([...parts.train, ...parts.choose, ...parts.test], models);
  const writing = { inputTokens: PROMPT_TOKENS, outputTokens: WRITING.answer + WRITING.thought };
  const write = { tokens: tokensIn([writing]), usd: usdOf(models.writer, [writing]) };
  const sum = (calls: Calls, judge: { tokens: number | null; usd: number | null }): Price => ({
    calls,
    tokens: judge.tokens === null ? null : Math.round(calls.judge * judge.tokens + calls.write * write.tokens),
    usd: judge.usd === null || write.usd === null ? null : calls.judge * judge.usd + calls.write * write.usd,
  });
  return { most: sum(most, dearest), likely: sum(likely, mean) };
}

/** The dearest call to the judge about any of these duels. */
function dearestCall(
  duels: readonly { prompt: string; a: string; b: string }[],
  { judge, rubricWriter }: { judge: string; rubricWriter?: string | undefined },
) {
  const material = duels.reduce((most, { prompt, a, b }) => Math.max(most, Buffer.byteLength(prompt + a + b)), 0);
  const prepared = mostPrepared(judge, rubricWriter, material);
  const requests = mostRequests(judge, 'standard', 0, material + MOST_RULE_BYTES);
  const own = usdOf(judge, requests);
  const rubric = prepared ? usdOf(rubricWriter ?? judge, [prepared]) : 0;
  return {
    tokens: tokensIn(prepared ? [...requests, prepared] : requests),
    usd: own === null || rubric === null ? null : own + rubric,
  };
}

const tokensIn = (requests: readonly Request[]): number =>
  requests.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0);

function usdOf(model: string, requests: readonly Request[]): number | null {
  const prices = atAnyLength(knownPrices);
  return requests.reduce<number | null>((sum, request) => {
    const cost = costOf(prices, model, request);
    return sum === null || cost === null ? null : sum + cost;
  }, 0);
}
