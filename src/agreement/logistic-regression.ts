import jstat from 'jstat';
import { clusterVariances } from './cluster-variance.ts';
import { type Model, maximise } from './likelihood.ts';
import { profileInterval } from './profile-interval.ts';
import { degreesOfFreedom } from './score-interval.ts';
import type { Figure } from './statistic.ts';

export interface LogisticRow {
  /** The outcome: 1, 0, or between where something is half so. */
  y: number;
  /** The non-zero terms: index of the coefficient, value. */
  terms: readonly (readonly [coefficient: number, value: number])[];
  cluster: string;
}

/** Rows with the same terms, added up. */
interface Cell {
  terms: LogisticRow['terms'];
  n: number;
  y: number;
}

/**
 * Logistic regression with cluster-robust 95 % intervals: profile intervals (`profileInterval`), inflated by
 * the sandwich over clusters (CR3), with Student's t at clusters − 1 degrees of freedom. Where all rows that
 * could speak against a direction agree (separation: Albert and Anderson 1984), the residuals vanish and the
 * sandwich with them: each cluster then counts as one row. n: rows.
 * @param k number of coefficients
 * @param ridge precision of a normal prior around 0; keeps numbers finite
 * @returns coefficients as log-odds. ±Infinity, for a value too, where the data bound it on one side only;
 *   both bounds infinite where nothing is known. No bounds for one that fewer than two clusters speak of.
 */
export function logisticRegression(rows: readonly LogisticRow[], k: number, ridge: number): Figure[] {
  const model = logisticModel(k);
  const cells = addUp(rows);
  const best = maximise(model, cells, ridge);
  const clusters = [...Map.groupBy(rows, ({ cluster }) => cluster).values()].map(addUp);
  const contrasts = Array.from({ length: k }, (_, i) => Float64Array.from({ length: k }, (_, j) => (i === j ? 1 : 0)));
  const variances = clusters.length < 2 ? [] : clusterVariances(model, clusters, best, contrasts);
  return contrasts.map((contrast, i) => {
    const value = best.beta[i]!;
    const sizes = clusters
      .map((own) => own.filter(({ terms }) => speaksOf(terms, i)).reduce((sum, { n }) => sum + n, 0))
      .filter((size) => size > 0);
    const found = variances[i];
    if (!found || sizes.length < 2) return { value, low: null, high: null, n: rows.length };
    const [sum, squares] = sizes.reduce(([a, b], size) => [a + size, b + size ** 2], [0, 0]);
    const over = (inflation: number, freedom: number) =>
      profileInterval(model, cells, ridge, best, contrast, {
        inflation,
        most: jstat.studentt.inv(0.975, freedom) ** 2,
      });
    const inside = over(Math.max(1, found.robust / found.model || 1), clusters.length - 1);
    if (Number.isFinite(inside.low) && Number.isFinite(inside.high)) return { value, ...inside, n: rows.length };
    const { low, high } = over(squares / sum, degreesOfFreedom(sum, squares));
    const open = [low, high].filter((bound) => !Number.isFinite(bound));
    return { value: open.length === 1 ? open[0]! : value, low, high, n: rows.length };
  });
}

const speaksOf = (terms: LogisticRow['terms'], coefficient: number) =>
  terms.some(([i, x]) => i === coefficient && x !== 0);

const logisticModel = (k: number): Model<Cell> => ({
  size: k,
  look(beta, { terms, n, y }) {
    let eta = 0;
    for (const [i, x] of terms) eta += beta[i]! * x;
    const p = 1 / (1 + Math.exp(-eta));
    const softplus = Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta)));
    const weight = n * p * (1 - p);
    return {
      at: terms.map(([i]) => i),
      value: y * eta - n * softplus,
      slope: terms.map(([, x]) => (y - n * p) * x),
      curve: terms.flatMap(([, x]) => terms.map(([, z]) => weight * x * z)),
    };
  },
});

function addUp(rows: readonly LogisticRow[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const { y, terms } of rows) {
    const key = terms.join(';');
    const cell = cells.get(key) ?? { terms, n: 0, y: 0 };
    cells.set(key, cell);
    cell.n += 1;
    cell.y += y;
  }
  return [...cells.values()];
}
