import type { Judgement, Question } from '../../judge/judge.ts';

/** What a run may cost. */
export interface CostLimits {
  /** Input and output tokens together. null means no limit. */
  tokens: number | null;
  /** US dollars. null means no limit. */
  usd: number | null;
}

/** What one judgement cost. */
export interface Cost {
  tokens: number;
  /** US dollars, or null when the price is unknown. */
  usd: number | null;
}

/** A server that does not count is charged by the characters: more than any tokenizer makes of them. */
export function costOf({ usage, reasoning, answer }: Judgement, { prompt, first, second }: Question): Cost {
  const read = prompt.length + first.length + second.length;
  const written = reasoning.length + answer.length;
  return { tokens: (usage.inputTokens ?? read) + (usage.outputTokens ?? written), usd: usage.costUsd };
}

/** Whether another judgement may begin. `wait` means: ask again when one in flight has ended. */
export type Admission = 'yes' | 'wait' | 'spent' | 'unknown-price';

/** What was spent of a budget, in how many judgements, and the dearest of them. */
export interface SpentBefore {
  /** `unpriced`: judgements whose price is unknown. */
  spent: { tokens: number; usd: number; unpriced: number; judgements: number };
  dearest: { tokens: number; usd: number };
}

const NOTHING: SpentBefore = {
  spent: { tokens: 0, usd: 0, unpriced: 0, judgements: 0 },
  dearest: { tokens: 0, usd: 0 },
};

/** Keeps to a budget. */
export interface CostLimit {
  readonly spent: SpentBefore['spent'];
  /** @param underWay judgements in flight */
  admits(underWay: number): Admission;
  pay(cost: Cost): void;
}

/**
 * Admits judgements as long as they fit into a budget. Each one in flight, and the new one, is counted at the
 * highest cost so far. The first one runs alone, because no cost is known before it. A single judgement that
 * costs more than all before it can exceed the budget. None begins after that.
 * @param before what was spent of the same budget earlier; absent: nothing
 */
export function openCostLimit(limits: CostLimits, before: SpentBefore = NOTHING): CostLimit {
  const spent = { ...before.spent };
  const dearest = { ...before.dearest };
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
