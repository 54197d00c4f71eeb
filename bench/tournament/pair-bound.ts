import type { PairKind } from './pair-rules.ts';

const MOST = 14;
const PRICES = Array.from({ length: 25 }, (_, i) => 10 ** (-1 - i / 10));

/**
 * More than this share of right picks no rule of at most `calls` calls on average can have, not even one that knows how the judge errs (all but
 * which of the two is better) and chooses every order: for every price c of a call, the value of the best stopping rule, by backward induction
 * over 14 calls, plus c · calls (weak duality).
 */
export function bestPossible(kinds: readonly PairKind[], calls: number): number {
  return Math.min(...PRICES.map((price) => valueAt(kinds, price) + price * calls));
}

function valueAt(kinds: readonly PairKind[], price: number): number {
  const likelihoods = likelihoodTable(kinds);
  const known = new Map<number, number>();
  /** Two candidates, 0 and 1: `x` of `m` verdicts for 0 where it was shown first, `y` of `n` where it was shown second. */
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

/** The probability of such verdicts in one order of their coming, the better one counted. */
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
