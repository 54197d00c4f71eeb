export interface CostLimits {
  /** Tokens in and out together; null: no limit. */
  tokens: number | null;
  /** US dollars; null: no limit. */
  usd: number | null;
}

export interface Cost {
  tokens: number;
  /** null: unknown. */
  usd: number | null;
}

/** `wait`: not while so much is under way. */
export type Admission = 'yes' | 'wait' | 'spent' | 'unknown-price';

/**
 * Admits a judgement where even the dearest so far, once for each that is under way and once more, would fit. The first one goes alone,
 * because nothing is known before it. A single judgement dearer than all before it can pass the limit; no second one begins then.
 */
export function openCostLimit(limits: CostLimits) {
  const spent = { tokens: 0, usd: 0, unpriced: 0, judgements: 0 };
  const dearest = { tokens: 0, usd: 0 };
  const limited = limits.tokens !== null || limits.usd !== null;
  const fits = (underWay: number) =>
    (['tokens', 'usd'] as const).every((kind) => {
      const limit = limits[kind];
      return limit === null || (spent[kind] < limit && spent[kind] + (underWay + 1) * dearest[kind] <= limit);
    });
  return {
    spent,
    admits(underWay: number): Admission {
      if (limits.usd !== null && spent.unpriced > 0) return 'unknown-price';
      if (limited && spent.judgements === 0 && underWay > 0) return 'wait';
      if (fits(underWay)) return 'yes';
      return underWay > 0 && fits(0) ? 'wait' : 'spent';
    },
    pay({ tokens, usd }: Cost): void {
      spent.judgements += 1;
      spent.tokens += tokens;
      spent.usd += usd ?? 0;
      if (usd === null) spent.unpriced += 1;
      dearest.tokens = Math.max(dearest.tokens, tokens);
      dearest.usd = Math.max(dearest.usd, usd ?? 0);
    },
  };
}
