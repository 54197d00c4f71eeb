import jstat from 'jstat';
import type { Item, Study } from './ratings.ts';
import { ratio, type Statistic } from './statistic.ts';

/**
 * Whether each of two judges agrees with the plurality on an item; null where people are split or a judge is
 * silent.
 */
function rightOf(item: Item, a: number, b: number): readonly [boolean, boolean] | null {
  const [people, one, other] = [item.plurality, item.judges[a], item.judges[b]];
  return people === null || one === undefined || other === undefined ? null : [one === people, other === people];
}

export interface McNemar {
  /** Items on which only the first judge agrees with the people, and only the second. */
  onlyFirst: number;
  onlySecond: number;
  /** The exact two-sided p-value; 1 where the judges never differ. */
  p: number;
  /** Items that both judged, with a plurality of people. */
  n: number;
}

/**
 * McNemar's exact test of two judges on the same items: do they agree with the people equally often? It takes
 * items for independent; where several belong to one prompt, the interval of `difference` says more.
 * Source: McNemar 1947.
 */
export function mcNemar({ items }: Study, a: number, b: number): McNemar {
  let [onlyFirst, onlySecond, n] = [0, 0, 0];
  for (const item of items) {
    const right = rightOf(item, a, b);
    if (!right) continue;
    n += 1;
    if (right[0] && !right[1]) onlyFirst += 1;
    if (right[1] && !right[0]) onlySecond += 1;
  }
  return { onlyFirst, onlySecond, p: mcNemarP(onlyFirst, onlySecond), n };
}

/**
 * The two-sided p-value of McNemar's exact test, where one judge alone was right `a` times and the other one
 * `b` times.
 */
export const mcNemarP = (a: number, b: number): number => Math.min(1, 2 * lowerTail(Math.min(a, b), a + b));

/**
 * P(X ≤ k) for n tosses of a coin, k ≤ n/2. Sums from the largest term, so that tiny probabilities are right
 * too (jstat rounds to 1e-10).
 */
function lowerTail(k: number, n: number): number {
  const largest = jstat.gammaln(n + 1) - jstat.gammaln(k + 1) - jstat.gammaln(n - k + 1) - n * Math.LN2;
  let [sum, term] = [1, 1];
  for (let i = k; i > 0 && term > 1e-17 * sum; i--) {
    term *= i / (n - i + 1);
    sum += term;
  }
  return Math.exp(largest) * sum;
}

/**
 * The difference in agreement with the people's plurality, first judge minus second: −1 to 1. n: items that
 * both judged.
 */
export const difference = (a: number, b: number): Statistic =>
  ratio(
    (item) => {
      const right = rightOf(item, a, b);
      return right ? [Number(right[0]) - Number(right[1]), 1] : [0, 0];
    },
    [-1, 1],
  );
