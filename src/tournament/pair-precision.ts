/** What the comparisons of one pair tell, at a given logit. */
export interface PairInformation {
  /** Fisher information of both orders together. */
  both: number;
  /** By how much the order that shows `a` first carries more of it. */
  imbalance: number;
}

/**
 * Adds what a pair tells to the precision of m strengths and the first-slot preference behind them, the pair's own error eliminated: it meets no
 * other pair, so what it leaves is in closed form.
 */
export function addPairPrecision(
  precision: Float64Array,
  m: number,
  a: number,
  b: number,
  { both, imbalance }: PairInformation,
  errorPrecision: number,
): void {
  const kept = errorPrecision / (both + errorPrecision);
  const add = (i: number, j: number, value: number) => {
    precision[i * (m + 1) + j]! += value;
  };
  add(a, a, both * kept);
  add(b, b, both * kept);
  add(a, b, -both * kept);
  add(b, a, -both * kept);
  add(a, m, imbalance * kept);
  add(m, a, imbalance * kept);
  add(b, m, -imbalance * kept);
  add(m, b, -imbalance * kept);
  add(m, m, both - imbalance ** 2 / (both + errorPrecision));
}

/** The precision of m strengths and the first-slot preference before the first verdict. */
export function priorPrecision(m: number, prior: { strength: number; firstSlot: number }): Float64Array {
  const size = m + 1;
  const precision = new Float64Array(size * size);
  for (let i = 0; i < m; i++) precision[i * size + i] = 1 / prior.strength ** 2;
  precision[m * size + m] = 1 / prior.firstSlot ** 2;
  return precision;
}
