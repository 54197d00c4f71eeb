import { seeded } from '../seeded.ts';

/** The verdicts on one question in one order, on two occasions with repeats. Labels are numbers. */
export interface TwoOccasions {
  before: readonly number[];
  after: readonly number[];
}

export interface BeyondRepeats {
  /** How often two verdicts differ: one of each occasion, and two of the same one. Means over items, 0–1. */
  between: number | null;
  within: number | null;
  /** One-sided. null where neither occasion repeats anything. */
  p: number | null;
  /** Items with at least two verdicts on both occasions. */
  n: number;
}

const SHUFFLES = 1999;

/**
 * Whether verdicts differ more between two occasions than a repeat on the same occasion does: the energy
 * statistic 2·between − within before − within after, summed over items, against what it is when the
 * occasions of each item are shuffled. Exact but for the number of shuffles if repeats are independent.
 * Source: Székely and Rizzo 2004, with the discrete metric; Phipson and Smyth 2010 for the p-value.
 */
export function beyondRepeats(all: readonly TwoOccasions[], seed: string): BeyondRepeats {
  const items = all.filter(({ before, after }) => before.length > 1 && after.length > 1);
  if (items.length === 0) return { between: null, within: null, p: null, n: 0 };
  const found = items.map(({ before, after }) => distances(before, after));
  const mean = (of: (one: Distances) => number) => found.reduce((sum, one) => sum + of(one), 0) / items.length;
  const seen = found.reduce((sum, one) => sum + energy(one), 0);
  const lot = seeded(seed, 'occasions');
  // An item that always says the same says nothing, however it is shuffled.
  const moving = items
    .map(({ before, after }) => ({ pool: [...before, ...after], size: before.length }))
    .filter(({ pool }) => new Set(pool).size > 1);
  let asFar = 1;
  for (let r = 0; r < SHUFFLES; r++) {
    let sum = 0;
    for (const { pool, size } of moving) {
      const drawn = lot.shuffle(pool);
      sum += energy(distances(drawn.slice(0, size), drawn.slice(size)));
    }
    if (sum >= seen - 1e-9) asFar += 1;
  }
  return {
    between: mean(({ between }) => between),
    within: mean(({ before, after }) => (before + after) / 2),
    p: asFar / (SHUFFLES + 1),
    n: items.length,
  };
}

interface Distances {
  between: number;
  before: number;
  after: number;
}

const energy = ({ between, before, after }: Distances): number => 2 * between - before - after;

function distances(before: readonly number[], after: readonly number[]): Distances {
  const among = (labels: readonly number[]) => {
    let apart = 0;
    for (const [i, label] of labels.entries()) for (const other of labels.slice(i + 1)) if (other !== label) apart += 1;
    return apart / ((labels.length * (labels.length - 1)) / 2);
  };
  let apart = 0;
  for (const one of before) for (const other of after) if (one !== other) apart += 1;
  return { between: apart / (before.length * after.length), before: among(before), after: among(after) };
}
