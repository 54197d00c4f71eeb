import { logisticRegression } from './logistic-regression.ts';
import type { Outcome } from './rankings.ts';

export interface Strength {
  item: string;
  /** Log-odds of beating an average item; they sum to 0 over all items. */
  strength: number;
  /** 95 %, and null with fewer than two clusters. */
  low: number | null;
  high: number | null;
}

export interface StrengthOptions {
  /**
   * Weight of a ridge (a normal prior around 0 with this precision). It keeps strengths finite where the graph of comparisons falls apart or
   * somebody won everything, and is too small to be seen elsewhere.
   */
  ridge?: number;
}

/**
 * Bradley–Terry strengths (1952) with intervals, as a logistic regression with +1 for the left and −1 for the right item: a tie is half a win
 * each; errors are clustered. Best first. `cluster` of an outcome: what belongs together; each stands alone where nothing is said.
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
