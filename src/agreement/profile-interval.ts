import { solve } from '../linear.ts';
import { dot, type Fit, type Model, maximise } from './likelihood.ts';

/** Beyond this distance in log-odds, a likelihood that has not fallen will not fall any more. */
const FAR = 24;

/**
 * The interval of a contrast that lies between two tests of each value: a value is inside unless both the
 * likelihood ratio and the score test reject it, the other parameters at their best. Either test alone is too
 * narrow on one side where nearly everything was won. Both are divided by `inflation`, how much more the
 * clusters vary than independent rows (Rao and Scott 1984; Pauli, Racugno and Ventura 2011).
 * Source: Wilks 1938; Rao 1948; Venzon and Moolgavkar 1988 for the profile.
 * @param most the square of the quantile, such as Student's t
 * @returns an infinite bound where no value is rejected on that side: the data would be as likely however far
 * out it was
 */
export function profileInterval<Row>(
  model: Model<Row>,
  rows: readonly Row[],
  ridge: number,
  best: Fit,
  contrast: Float64Array,
  { inflation, most }: { inflation: number; most: number },
): { low: number; high: number } {
  const centre = dot(contrast, best.beta);
  const quantile = Math.sqrt(most * inflation);
  const direction = solve(best.factor, model.size, contrast);
  const width = quantile * Math.sqrt(dot(contrast, direction));
  let start = best.beta;
  const excess = (at: number) => {
    const { value, score, beta } = maximise(model, rows, ridge, { start, held: { contrast, at } });
    start = beta;
    return Math.sqrt(Math.max(0, Math.min(2 * (best.value - value), score))) - quantile;
  };
  const bound = (sign: 1 | -1) => {
    start = best.beta;
    let [inside, atInside] = [0, -quantile];
    let outside = Math.min(FAR, Math.max(1e-6, width));
    let atOutside = excess(centre + sign * outside);
    while (atOutside < 0) {
      if (outside >= FAR) return sign * Number.POSITIVE_INFINITY;
      [inside, atInside] = [outside, atOutside];
      outside = Math.min(FAR, 2 * outside);
      atOutside = excess(centre + sign * outside);
    }
    return centre + sign * root((x) => excess(centre + sign * x), inside, atInside, outside, atOutside);
  };
  return { low: bound(-1), high: bound(1) };
}

/** The zero between `a` and `b`, by the Illinois method: false position that halves the end that stays. */
function root(f: (x: number) => number, a: number, fa: number, b: number, fb: number): number {
  let [low, high, atLow, atHigh] = [a, b, fa, fb];
  let x = high;
  for (let i = 0; i < 60 && high - low > 1e-8; i++) {
    const next = (low * atHigh - high * atLow) / (atHigh - atLow);
    const done = Math.abs(next - x) < 1e-8;
    x = next;
    if (done) break;
    const at = f(x);
    if (at < 0) {
      [low, atLow, atHigh] = [x, at, atHigh / 2];
    } else {
      [high, atHigh, atLow] = [x, at, atLow / 2];
    }
  }
  return x;
}
