/** A share with its interval. `value` is null where n is 0. */
export interface Share {
  value: number | null;
  low: number;
  high: number;
  n: number;
}

/**
 * Wilson's score interval for a proportion, 95 % unless `z` says otherwise.
 * Source: Wilson 1927.
 */
export function wilson(hits: number, n: number, z = 1.959963984540054): Share {
  if (n === 0) return { value: null, low: 0, high: 1, n };
  const p = hits / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return {
    value: p,
    low: hits === 0 ? 0 : Math.max(0, centre - half),
    high: hits === n ? 1 : Math.min(1, centre + half),
    n,
  };
}
