import type { Effort, Tier } from '../terms.ts';

/** Thinking budgets in tokens, by effort. The longest is what RRM was trained with. */
export const budgets: Readonly<Record<Effort, number>> = { quick: 1024, standard: 4096, deep: 8192 };

const order = [budgets.quick, budgets.standard, budgets.deep];

/** @returns the next longer budget; null at the longest */
export const longerBudget = (budget: number): number | null => order.find((other) => other > budget) ?? null;

/**
 * The thinking budget of a tier, in tokens. 0: the effort's own budget. 1: the next longer one. 2: the
 * longest, for the strong judge or in its place.
 */
export function budgetFor(effort: Effort, tier: Tier): number {
  const own = budgets[effort];
  if (tier === 0) return own;
  return tier === 1 ? (longerBudget(own) ?? own) : budgets.deep;
}
