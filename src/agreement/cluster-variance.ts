import { inverse } from '../linear.ts';
import type { Fit, Model } from './likelihood.ts';

/**
 * Variances of contrasts by the sandwich over clusters, each cluster's score corrected for its own leverage
 * (CR3, the one-step jackknife over clusters).
 * Source: Huber 1967; White 1982; Bell and McCaffrey 2002; MacKinnon, Nielsen and Webb 2023.
 * @param clusters the rows of each cluster. Clusters that are one object are computed once
 * @returns one for each contrast, beside the variance that the likelihood alone gives (`model`)
 */
export function clusterVariances<Row>(
  model: Model<Row>,
  clusters: readonly (readonly Row[])[],
  { beta, factor }: Fit,
  contrasts: readonly Float64Array[],
): { robust: number; model: number }[] {
  const k = model.size;
  const bread = inverse(factor, k);
  const directions = contrasts.map((contrast) => product(bread, contrast, k));
  const robust = new Float64Array(contrasts.length);
  const times = new Map<readonly Row[], number>();
  for (const own of clusters) times.set(own, (times.get(own) ?? 0) + 1);
  for (const [own, many] of times) {
    const { touched, slope, curve } = addUp(model, own, beta);
    const m = touched.length;
    // Solves (I − H_g · H⁻¹) · x = s_g, which is 0 but for the parameters that the cluster touches.
    const system = Array.from({ length: m }, (_, i) =>
      Array.from({ length: m }, (_, j) => {
        let pull = 0;
        for (let l = 0; l < m; l++) pull += curve[i * m + l]! * bread[touched[l]! * k + touched[j]!]!;
        return (i === j ? 1 : 0) - pull;
      }),
    );
    const right = solveGeneral(system, slope);
    for (const [c, direction] of directions.entries()) {
      let by = 0;
      for (let j = 0; j < m; j++) by += direction[touched[j]!]! * right[j]!;
      robust[c]! += many * by * by;
    }
  }
  const g = clusters.length;
  return contrasts.map((contrast, c) => ({
    robust: ((g - 1) / g) * robust[c]!,
    model: contrast.reduce((sum, value, i) => sum + value * directions[c]![i]!, 0),
  }));
}

function product(matrix: Float64Array, vector: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n);
  for (let j = 0; j < n; j++)
    if (vector[j] !== 0) for (let i = 0; i < n; i++) result[i]! += matrix[i * n + j]! * vector[j]!;
  return result;
}

/** What one cluster adds to slope and curvature, for the parameters that it touches. */
function addUp<Row>({ look }: Model<Row>, rows: readonly Row[], beta: Float64Array) {
  const locals = rows.map((row) => look(beta, row));
  const touched = [...new Set(locals.flatMap(({ at }) => at))];
  const place = new Map(touched.map((at, i) => [at, i]));
  const m = touched.length;
  const slope = new Array<number>(m).fill(0);
  const curve = new Float64Array(m * m);
  for (const local of locals) {
    const places = local.at.map((at) => place.get(at)!);
    for (const [i, own] of places.entries()) {
      slope[own]! += local.slope[i]!;
      for (const [j, other] of places.entries()) curve[own * m + other]! += local.curve[i * places.length + j]!;
    }
  }
  return { touched, slope, curve };
}

/** Solves A·x = b by Gaussian elimination with pivoting. Both arguments are overwritten. */
function solveGeneral(a: number[][], b: number[]): number[] {
  const n = b.length;
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(a[r]![c]!) > Math.abs(a[pivot]![c]!)) pivot = r;
    [a[c], a[pivot]] = [a[pivot]!, a[c]!];
    [b[c], b[pivot]] = [b[pivot]!, b[c]!];
    for (let r = c + 1; r < n; r++) {
      const factor = a[r]![c]! / a[c]![c]!;
      for (let j = c; j < n; j++) a[r]![j]! -= factor * a[c]![j]!;
      b[r]! -= factor * b[c]!;
    }
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let j = r + 1; j < n; j++) b[r]! -= a[r]![j]! * b[j]!;
    b[r]! /= a[r]![r]!;
  }
  return b;
}
