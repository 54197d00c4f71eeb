/** The labels of all judges on one item, by judge; undefined where one did not label it. */
export type Labels = readonly (number | undefined)[];

/** Items with equal labels, counted once. */
export interface Pattern {
  labels: Labels;
  /** How many items have these labels. */
  weight: number;
}

interface Model {
  /** The share of items in each class. */
  prevalence: readonly number[];
  /** By judge, true class and said label: how often it says so where that class is true; a row sums to 1. */
  confusion: readonly (readonly (readonly number[])[])[];
}

export interface DawidSkene extends Model {
  /** How often each judge is right: its diagonal, weighted by prevalence. */
  accuracy: readonly number[];
  /** By pattern and class: the probability that it is the true class. */
  posterior: readonly (readonly number[])[];
}

export interface DawidSkeneOptions {
  /**
   * Pseudo-labels that are added to each row of a judge's confusion, spread evenly over its labels; also one
   * such lot of items to the prevalence. They keep what was never seen from being impossible.
   */
  smoothing?: number;
  rounds?: number;
  /** It ends when no probability of a class moves further in one round. */
  close?: number;
}

const ROUNDS = 1000;
const CLOSE = 1e-8;
/** The least probability, so that logarithms stay finite without smoothing. */
const LEAST = 1e-10;

/**
 * How right each judge is, and what is most likely true, from the labels of several judges alone: expectation
 * maximisation of a model in which each judge errs by its own confusion matrix, independently of the others
 * once the true class is given. It begins with the share of judges who gave each label, so that classes keep
 * their names. Judges that make the same mistakes look right to it.
 * Source: Dawid and Skene 1979.
 * @param k number of classes, which are also the labels
 * @param judges number of judges
 */
export function dawidSkene(
  patterns: readonly Pattern[],
  k: number,
  judges: number,
  { smoothing = 1, rounds = ROUNDS, close = CLOSE }: DawidSkeneOptions = {},
): DawidSkene {
  const seen = patterns.filter(({ weight }) => weight > 0);
  /** The logarithms of prevalence, and of confusion by judge, true class and label. */
  const [prior, errors] = [new Float64Array(k), new Float64Array(judges * k * k)];
  const posterior = new Float64Array(seen.length * k);
  for (const [i, { labels }] of seen.entries()) {
    const given = labels.filter((label) => label !== undefined);
    for (const label of given) posterior[i * k + label]! += 1 / given.length;
  }
  for (let round = 0; round < rounds; round++) {
    maximise(seen, posterior, smoothing / k, prior, errors);
    if (expect(seen, prior, errors, posterior) < close) break;
  }
  maximise(seen, posterior, smoothing / k, prior, errors);
  const prevalence = Array.from(prior, Math.exp);
  const confusion = Array.from({ length: judges }, (_, j) =>
    Array.from({ length: k }, (__, c) => Array.from(errors.subarray((j * k + c) * k, (j * k + c + 1) * k), Math.exp)),
  );
  const place = new Map(seen.map((pattern, i) => [pattern, i]));
  return {
    prevalence,
    confusion,
    accuracy: confusion.map((own) => prevalence.reduce((sum, p, c) => sum + p * own[c]![c]!, 0)),
    posterior: patterns.map((pattern) => {
      const i = place.get(pattern);
      return i === undefined ? [] : Array.from(posterior.subarray(i * k, (i + 1) * k));
    }),
  };
}

/** Writes prevalence and confusion, as logarithms, from the classes' probabilities. */
function maximise(
  patterns: readonly Pattern[],
  posterior: Float64Array,
  floor: number,
  prior: Float64Array,
  errors: Float64Array,
): void {
  const k = prior.length;
  prior.fill(floor);
  errors.fill(floor);
  for (const [i, { labels, weight }] of patterns.entries())
    for (let c = 0; c < k; c++) {
      const amount = weight * posterior[i * k + c]!;
      prior[c]! += amount;
      for (let j = 0; j < labels.length; j++)
        if (labels[j] !== undefined) errors[(j * k + c) * k + labels[j]!]! += amount;
    }
  toLogs(prior);
  for (let row = 0; row < errors.length; row += k) toLogs(errors.subarray(row, row + k));
}

/** Counts to the logarithms of shares, in place. */
function toLogs(counts: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    counts[i] = Math.max(counts[i]!, LEAST);
    sum += counts[i]!;
  }
  for (let i = 0; i < counts.length; i++) counts[i] = Math.log(counts[i]! / sum);
}

/**
 * Writes each pattern's probabilities of the classes.
 * @returns how far the furthest one moved
 */
function expect(
  patterns: readonly Pattern[],
  prior: Float64Array,
  errors: Float64Array,
  posterior: Float64Array,
): number {
  const k = prior.length;
  const logs = new Float64Array(k);
  let moved = 0;
  for (const [i, { labels }] of patterns.entries()) {
    let most = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      let log = prior[c]!;
      for (let j = 0; j < labels.length; j++) if (labels[j] !== undefined) log += errors[(j * k + c) * k + labels[j]!]!;
      logs[c] = log;
      if (log > most) most = log;
    }
    let sum = 0;
    for (let c = 0; c < k; c++) sum += logs[c] = Math.exp(logs[c]! - most);
    for (let c = 0; c < k; c++) {
      const p = logs[c]! / sum;
      moved = Math.max(moved, Math.abs(p - posterior[i * k + c]!));
      posterior[i * k + c] = p;
    }
  }
  return moved;
}
