import { USD_TOLERANCE } from '../../limits/limits.ts';
import type { Spent } from '../../models/meter.ts';

/** Tokens, and US dollars of the models whose price is known. */
export interface Worth {
  tokens: number;
  usd: number;
}

/**
 * An ask's budget in memory: what is reserved and how much of it is taken. Knows no clock and no database.
 */
export interface Budget {
  /**
   * Takes the upper bound of a call from what is left. Waits for calls in flight when too little is left,
   * because most calls end below their upper bound.
   *
   * @returns false when the call does not fit even after all others have ended.
   */
  take(most: Spent): Promise<boolean>;
  /** Ends a call: returns its upper bound `most`, and takes what it really used. */
  give(most: Spent, spent: Spent): void;
  /** Resolves when no call is in flight. */
  idle(): Promise<void>;
  /** Everything taken so far. Calls in flight count with their upper bound. */
  taken(): Worth;
}

/**
 * @param whole what is reserved.
 * @param before what earlier workers have spent of it.
 */
export function openBudget(whole: Worth, before: Worth): Budget {
  const taken = { ...before };
  let onTheirWay = 0;
  const waiting = new Set<() => void>();
  const add = ({ inputTokens, outputTokens, costUsd }: Spent, sign: 1 | -1) => {
    taken.tokens += sign * (inputTokens + outputTokens);
    taken.usd += sign * (costUsd ?? 0);
  };
  const fits = ({ inputTokens, outputTokens, costUsd }: Spent) =>
    taken.tokens + inputTokens + outputTokens <= whole.tokens &&
    taken.usd + (costUsd ?? 0) <= whole.usd + USD_TOLERANCE;
  const change = () => new Promise<void>((resolve) => waiting.add(resolve));
  return {
    async take(most) {
      while (!fits(most)) {
        if (onTheirWay === 0) return false;
        await change();
      }
      onTheirWay++;
      add(most, 1);
      return true;
    },
    give(most, spent) {
      onTheirWay--;
      add(most, -1);
      add(spent, 1);
      const woken = [...waiting];
      waiting.clear();
      for (const wake of woken) wake();
    },
    async idle() {
      while (onTheirWay > 0) await change();
    },
    taken: () => ({ ...taken }),
  };
}
