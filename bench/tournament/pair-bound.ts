import type { PairKind } from './pair-rules.ts';

const MOST = 14;
const [CHEAPEST, DEAREST] = [1e-4, 0.3];

/**
 * An upper bound on the share of right picks of any rule of at most `calls` calls on average and 14 in any
 * case, even one that knows how the judge errs (all but which of the two is better) and chooses every order.
 * For every price c of a call: the value of the best stopping rule, by backward induction, plus c · calls
 * (weak duality). At the best price it is exact: two rules that are equally good there, mixed by a coin,
 * reach it.
 */
export function bestPossible(kinds: readonly PairKind[], calls: number): number {
  const bound = (price: number) => valueAt(kinds, price) + price * calls;
  // Convex in the price: a ternary search.
  let [low, high] = [CHEAPEST, DEAREST];
  while (high / low > 1.0001) {
    const third = (high / low) ** (1 / 3);
    if (bound(low * third) <= bound(high / third)) high /= third;
    else low *= third;
  }
  return bound(Math.sqrt(low * high));
}

function valueAt(kinds: readonly PairKind[], price: number): number {
  const likelihoods = likelihoodTable(kinds);
  const known = new Map<number, number>();
  /**
   * The state of two candidates, 0 and 1: `x` of `m` verdicts for 0 where it was shown first, `y` of `n`
   * where it was shown second.
   */
  const value = (x: number, m: number, y: number, n: number): number => {
    const key = ((x * 16 + m) * 16 + y) * 16 + n;
    const before = known.get(key);
    if (before !== undefined) return before;
    const zeroIsBetter = 0.5 * likelihoods(x, m, y, n);
    const oneIsBetter = 0.5 * likelihoods(n - y, n, m - x, m);
    let best = Math.max(zeroIsBetter, oneIsBetter);
    if (m + n < MOST) {
      const cost = price * (zeroIsBetter + oneIsBetter);
      best = Math.max(
        best,
        value(x + 1, m + 1, y, n) + value(x, m + 1, y, n) - cost,
        value(x, m, y + 1, n + 1) + value(x, m, y, n + 1) - cost,
      );
    }
    known.set(key, best);
    return best;
  };
  return value(0, 0, 0, 0);
}

const tables = new WeakMap<readonly PairKind[], (x: number, m: number, y: number, n: number) => number>();

/** The probability of such verdicts in one order of their coming, counted for the better one. */
function likelihoodTable(kinds: readonly PairKind[]) {
  const before = tables.get(kinds);
  if (before) return before;
  const known = new Map<number, number>();
  const table = (x: number, m: number, y: number, n: number): number => {
    const key = ((x * 16 + m) * 16 + y) * 16 + n;
    let sum = known.get(key);
    if (sum !== undefined) return sum;
    sum = 0;
    for (const { weight, first, second } of kinds) {
      sum += weight * first ** x * (1 - first) ** (m - x) * second ** y * (1 - second) ** (n - y);
    }
    known.set(key, sum);
    return sum;
  };
  tables.set(kinds, table);
  return table;
}
