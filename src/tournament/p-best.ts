import { cholesky } from '../linear.ts';
import { seeded } from '../seeded.ts';
import { CANDIDATES } from '../terms.ts';
import { standardNormals } from './normal.ts';

/**
 * The same standard normal numbers for every ask (common random numbers): chances then differ by what was
 * judged, never by luck.
 */
const DRAWS = 2_000;
const PLACES = CANDIDATES.most;
let table: Float64Array | null = null;

function normals(): Float64Array {
  table ??= standardNormals(seeded('p-best', 'normals'), DRAWS * PLACES);
  return table;
}

/**
 * The probability of each of m strengths to be the highest, where strengths are jointly normal. Monte Carlo
 * over fixed draws and their mirror images; the standard error is at most 0.01.
 * @param mean of the strengths, by place
 * @param covariance of `mean`, row by row, each `stride` long
 * @returns m shares that sum to 1
 */
export function chancesToBeBest(mean: Float64Array, covariance: Float64Array, m: number, stride: number): number[] {
  const block = new Float64Array(m * m);
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) block[i * m + j] = covariance[i * stride + j]!;
  const factor = cholesky(block, m);
  const draws = normals();
  const wins = new Array<number>(m).fill(0);
  for (let draw = 0; draw < DRAWS; draw++) {
    let up = 0;
    let down = 0;
    let highest = Number.NEGATIVE_INFINITY;
    let lowest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < m; i++) {
      let change = 0;
      for (let k = 0; k <= i; k++) change += factor[i * m + k]! * draws[draw * PLACES + k]!;
      const here = mean[i]!;
      if (here + change > highest) [highest, up] = [here + change, i];
      if (here - change > lowest) [lowest, down] = [here - change, i];
    }
    wins[up] = (wins[up] ?? 0) + 1;
    wins[down] = (wins[down] ?? 0) + 1;
  }
  return wins.map((count) => count / (2 * DRAWS));
}
