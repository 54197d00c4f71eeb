/** US dollars for a million tokens. */
export interface Price {
  input: number;
  output: number;
}

/** Known prices by `vendor:model`. What is not here is unknown, which is not zero; a server of one's own has no price either. */
export type Prices = Readonly<Record<string, Price>>;

/** null where the price is unknown. */
export function costOf(
  prices: Prices,
  name: string,
  usage: { inputTokens: number; outputTokens: number },
): number | null {
  const price = prices[name] ?? prices[name.split('@')[0] ?? name];
  return price ? (usage.inputTokens * price.input + usage.outputTokens * price.output) / 1e6 : null;
}
