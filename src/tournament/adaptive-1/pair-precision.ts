/** The Fisher information of one pair's comparisons, at a given logit. */
export interface PairInformation {
  /** Both orders together. */
  both: number;
  /** The order that shows `a` first, minus the other one. */
  imbalance: number;
}

/**
 * Adds a pair's information to the precision of m strengths and the position bias. The pair's own error is
 * marginalised out in closed form, for it meets no other pair.
 * @param precision (m + 1) × (m + 1), row by row; changed in place
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

/** The prior precision of m strengths and the position bias: (m + 1) × (m + 1), row by row. */
export function priorPrecision(m: number, prior: { strength: number; firstSlot: number }): Float64Array {
  const size = m + 1;
  const precision = new Float64Array(size * size);
  for (let i = 0; i < m; i++) precision[i * size + i] = 1 / prior.strength ** 2;
  precision[m * size + m] = 1 / prior.firstSlot ** 2;
  return precision;
}
