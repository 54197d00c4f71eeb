import jstat from 'jstat';

/**
 * P(X ≥ hits) for n independent trials that each succeed with probability p, 0 < p < 1. Sums from the largest
 * term on either side of the mean, so that tiny probabilities are right too.
 */
export function binomialTail(hits: number, n: number, p: number): number {
  if (hits <= 0) return 1;
  if (hits > n) return 0;
  return hits > n * p ? sumFrom(hits, n, p) : 1 - sumFrom(n - hits + 1, n, 1 - p);
}

/** P(X = k) + P(X = k + 1) + …, where the terms fall. */
function sumFrom(k: number, n: number, p: number): number {
  const choices = jstat.gammaln(n + 1) - jstat.gammaln(k + 1) - jstat.gammaln(n - k + 1);
  let [sum, term] = [1, 1];
  for (let i = k; i < n && term > 1e-17 * sum; i++) {
    term *= ((n - i) / (i + 1)) * (p / (1 - p));
    sum += term;
  }
  return Math.min(1, Math.exp(choices + k * Math.log(p) + (n - k) * Math.log1p(-p)) * sum);
}
