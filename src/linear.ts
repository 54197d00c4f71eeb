/** Small dense symmetric systems, stored row by row. n is at most 17 here, so nothing cleverer would gain. */

/**
 * The Cholesky factor L of a symmetric positive definite n × n matrix A = L·Lᵀ. Only the lower triangle is
 * read and written.
 */
export function cholesky(matrix: Float64Array, n: number): Float64Array {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!;
      factor[i * n + j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / factor[j * n + j]!;
    }
  }
  return factor;
}

/**
 * Solves A·x = b by A's Cholesky factor.
 * @returns x, of length n
 */
export function solve(factor: Float64Array, n: number, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * n + k]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
  return x;
}

/** A⁻¹, n × n, by A's Cholesky factor. */
export function inverse(factor: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  const unit = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    unit.fill(0);
    unit[i] = 1;
    result.set(solve(factor, n, unit), i * n);
  }
  return result;
}
