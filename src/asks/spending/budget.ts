import type { Spent } from '../../models/meter.ts';

/** Tokens, and US dollars of the models whose price is known. */
export interface Worth {
  tokens: number;
  usd: number;
}

/** What is set aside for an ask, and what of it is gone. Keeps no clock and asks no database. */
export interface Budget {
  /**
   * Takes `most` out of what is left, and waits for calls that are on their way where that is too little: they usually take less than their most.
   * Resolves to false where it would be too much even then.
   */
  take(most: Spent): Promise<boolean>;
  /** A call that took `most` has ended, and took `spent`. */
  give(most: Spent, spent: Spent): void;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
  /** All that was taken, calls on their way with their most. */
  taken(): Worth;
}

/** Sums of dollars are sums of fractions. */
const CENTS_OFF = 1e-6;

/** `before`: what earlier workers have spent of it. */
export function openBudget(whole: Worth, before: Worth): Budget {
  const taken = { ...before };
  let onTheirWay = 0;
  const waiting = new Set<() => void>();
  const add = ({ inputTokens, outputTokens, costUsd }: Spent, sign: 1 | -1) => {
    taken.tokens += sign * (inputTokens + outputTokens);
    taken.usd += sign * (costUsd ?? 0);
  };
  const fits = ({ inputTokens, outputTokens, costUsd }: Spent) =>
    taken.tokens + inputTokens + outputTokens <= whole.tokens && taken.usd + (costUsd ?? 0) <= whole.usd + CENTS_OFF;
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
