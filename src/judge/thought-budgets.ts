import type { Effort, Tier } from '../terms.ts';

/** Thinking budgets in tokens, by effort; the longest is what RRM was trained with. */
export const budgets: Readonly<Record<Effort, number>> = { quick: 1024, standard: 4096, deep: 8192 };

const order = [budgets.quick, budgets.standard, budgets.deep];

/** The next longer budget, or null at the longest. */
export const longerBudget = (budget: number): number | null => order.find((other) => other > budget) ?? null;

/** What a tier means: 0 the effort's own budget, 1 the next longer one, 2 the strong judge, or the longest budget where there is none. */
export function budgetFor(effort: Effort, tier: Tier): number {
  const own = budgets[effort];
  if (tier === 0) return own;
  return tier === 1 ? (longerBudget(own) ?? own) : budgets.deep;
}
