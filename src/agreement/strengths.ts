import { logisticRegression } from './logistic-regression.ts';
import type { Outcome } from './rankings.ts';

export interface Strength {
  item: string;
  /** Log-odds of beating an average item; over all items they sum to 0. */
  strength: number;
  /** The 95 % interval; null with fewer than two clusters. */
  low: number | null;
  high: number | null;
}

export interface StrengthOptions {
  /**
   * The ridge: precision of a normal prior around 0. It keeps strengths finite where the graph of comparisons
   * falls apart or an item won everything, and is too small to be seen elsewhere.
   */
  ridge?: number;
}

/**
 * Bradley–Terry strengths with cluster-robust intervals: a logistic regression with +1 for the left and −1
 * for the right item. A tie is half a win each. Best first.
 * Source: Bradley and Terry 1952.
 * @param outcomes their `cluster` says what belongs together; without it, each row stands alone
 */
export function strengths(
  outcomes: readonly (Outcome & { cluster?: string })[],
  { ridge = 1e-3 }: StrengthOptions = {},
): Strength[] {
  const items = [...new Set(outcomes.flatMap(({ left, right }) => [left, right]))];
  const index = new Map(items.map((item, i) => [item, i]));
  const rows = outcomes.map(({ left, right, winner, cluster }, i) => ({
    y: winner === 'left' ? 1 : winner === 'tie' ? 0.5 : 0,
    terms: [[index.get(left)!, 1] as const, [index.get(right)!, -1] as const],
    cluster: cluster ?? `${i}`,
  }));
  return logisticRegression(rows, items.length, ridge)
    .map(({ value, low, high }, i) => ({ item: items[i]!, strength: value ?? 0, low, high }))
    .sort((a, b) => b.strength - a.strength);
}
