/** US dollars for a million tokens. */
export interface Price {
  input: number;
  output: number;
  /** Longer prompts have another price, unknown here; in tokens. */
  upToInputTokens?: number;
}

/**
 * By `vendor:model`, or by the whole name with its `@where`. A missing price is unknown, which is not zero.
 */
export type Prices = Readonly<Record<string, Price>>;

/**
 * List prices without discounts. Hugging Face's providers each have their own.
 * Source: platform.claude.com/docs/en/about-claude/pricing, November 2026.
 */
export const knownPrices: Prices = {
  'anthropic:claude-fable-5-1': { input: 10, output: 50 },
  'anthropic:claude-opus-5-5': { input: 4, output: 20 },
  'anthropic:claude-opus-5': { input: 5, output: 25 },
  'anthropic:claude-opus-4-8': { input: 5, output: 25 },
  'anthropic:claude-opus-4-6': { input: 5, output: 25 },
  'anthropic:claude-opus-4-5': { input: 5, output: 25 },
  'anthropic:claude-sonnet-5-5': { input: 2, output: 10 },
  'anthropic:claude-sonnet-5': { input: 2, output: 10 },
  'anthropic:claude-sonnet-4-5': { input: 3, output: 15 },
  'anthropic:claude-haiku-5-5': { input: 0.1, output: 0.5, upToInputTokens: 100_000 },
  'anthropic:claude-haiku-4-5': { input: 1, output: 5 },
};

/**
 * Prices for upper bounds: an upper bound of a prompt's length may be beyond `upToInputTokens` where the
 * prompt itself is not. Its price must still be reserved.
 */
export const atAnyLength = (prices: Prices): Prices =>
  Object.fromEntries(Object.entries(prices).map(([name, { input, output }]) => [name, { input, output }]));

/**
 * The cost of a call in US dollars. A dated name (`…-20251001`) costs what the name without its date does.
 * @returns null where the price is unknown
 */
export function costOf(
  prices: Prices,
  name: string,
  usage: { inputTokens: number; outputTokens: number },
): number | null {
  const anywhere = name.split('@')[0] ?? name;
  const price = prices[name] ?? prices[anywhere] ?? prices[anywhere.replace(/-\d{8}$/, '')];
  if (!price || usage.inputTokens > (price.upToInputTokens ?? Number.POSITIVE_INFINITY)) return null;
  return (usage.inputTokens * price.input + usage.outputTokens * price.output) / 1e6;
}
