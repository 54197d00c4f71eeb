import type { Figure } from './statistic.ts';

const Z = 1.959963984540054;

/** Ranks from 1; equal values share their mean rank. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const result = new Array<number>(values.length);
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end < order.length && order[end]!.value === order[i]!.value) end += 1;
    for (let k = i; k < end; k++) result[order[k]!.index] = (i + end + 1) / 2;
    i = end;
  }
  return result;
}

/**
 * Spearman's rank correlation: Pearson's correlation of mean ranks. n: items.
 * Source: Spearman 1904; interval by Fisher's z with the variance of Bonett and Wright 2000.
 * @returns null where one side is constant; no bounds below 4 items
 */
export function spearman(xs: readonly number[], ys: readonly number[]): Figure {
  const n = xs.length;
  const value = pearson(ranks(xs), ranks(ys));
  return fisher(value, n, value === null || n < 4 ? null : Math.sqrt((1 + (value * value) / 2) / (n - 3)));
}

/**
 * Kendall's tau-b, which allows for ties. n: items.
 * Source: Kendall 1945; interval by Fisher's z with the variance of Fieller, Hartley and Pearson 1957.
 * @returns null where one side is constant; no bounds below 5 items
 */
export function kendall(xs: readonly number[], ys: readonly number[]): Figure {
  const n = xs.length;
  let [concordant, tiedX, tiedY] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const [x, y] = [Math.sign(xs[i]! - xs[j]!), Math.sign(ys[i]! - ys[j]!)];
      concordant += x * y;
      if (x === 0) tiedX += 1;
      if (y === 0) tiedY += 1;
    }
  }
  const pairs = (n * (n - 1)) / 2;
  const scale = Math.sqrt((pairs - tiedX) * (pairs - tiedY));
  return fisher(scale > 0 ? concordant / scale : null, n, n < 5 ? null : Math.sqrt(0.437 / (n - 4)));
}

/**
 * Pearson's correlation.
 * @returns null where one side is constant
 */
export function pearson(xs: readonly number[], ys: readonly number[]): number | null {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < xs.length; i++) {
    const [dx, dy] = [xs[i]! - mx, ys[i]! - my];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}

/** An interval on Fisher's z scale, where a correlation's error is about the same everywhere. */
function fisher(value: number | null, n: number, error: number | null): Figure {
  if (value === null || error === null || Math.abs(value) >= 1) return { value, low: null, high: null, n };
  const centre = Math.atanh(value);
  return { value, low: Math.tanh(centre - Z * error), high: Math.tanh(centre + Z * error), n };
}
