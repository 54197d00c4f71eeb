import { type LogisticRow, logisticRegression } from './logistic-regression.ts';
import type { Figure } from './statistic.ts';

/** One pair that people and a judge both decided. */
export interface ContextPair {
  cluster: string;
  /** How much more of each feature the first text has; 0 where the two do not differ. */
  features: readonly number[];
  /** Who wrote the first and the second text; null where that is not known. */
  models: readonly [first: string, second: string] | null;
  /** 1 where the first text was preferred, 0 where the second, .5 for a tie. */
  people: number;
  judge: number;
}

/** Why a coefficient has no value or no interval. `rare`: pairs of fewer than ten clusters differ in it. */
export type Unknown = 'rare' | 'separated' | 'few-clusters';

/** A log-odds with its interval. n: pairs. */
export type Coefficient = Figure & { unknown: Unknown | null };

export interface Contexts {
  /** By feature, in the order of the pairs' features. */
  people: Coefficient[];
  judge: Coefficient[];
  /** The judge's minus the people's. */
  difference: Coefficient[];
  clusters: number;
}

/** So small that it changes no digit that is shown; it only keeps the algebra solvable. */
const RIDGE = 1e-6;
/**
 * A coefficient without a finite estimate goes as far as the ridge lets it: with a hundred times the ridge it
 * stands elsewhere, alone or in any sum with others. One with an estimate hardly moves.
 */
const STRONGER = 100;
const MOVES = 0.05;
/** Clusters for each coefficient. Below, a sandwich over clusters is not to be trusted. */
const CLUSTERS_EACH = 2;
const FEWEST_CLUSTERS = 10;
/** Log-odds. A half-width beyond says that nothing is known, and a value beyond that none is finite. */
const WIDEST = 10;

/**
 * What people and a judge mind beside who wrote a text: contextual Bradley–Terry. logit P(first) = side +
 * strength of the first model − strength of the second + Σ coefficient · feature, fitted for each alone, and
 * for both at once on the same pairs, so that their difference has an interval by cluster. Ties are half a
 * win each. Pairs without models have no strengths.
 * Source: Bradley and Terry 1952; Li, Angelopoulos and Chiang 2024 (style control); CR3 by cluster as in
 * `logisticRegression`.
 */
export function contextualPreference(pairs: readonly ContextPair[]): Contexts {
  const k = pairs[0]?.features.length ?? 0;
  const clusters = new Set(pairs.map(({ cluster }) => cluster)).size;
  const varying = Array.from({ length: k }, (_, i) => {
    const differing = pairs.filter(({ features }) => features[i] !== 0);
    return new Set(differing.map(({ cluster }) => cluster)).size >= FEWEST_CLUSTERS;
  });
  const used = varying.flatMap((varies, i) => (varies ? [i] : []));
  const { size, terms } = design(pairs, used);
  const nothing = (unknown: Unknown): Coefficient => ({ value: null, low: null, high: null, n: pairs.length, unknown });
  const spread = (found: (place: number) => Coefficient) =>
    varying.map((varies, i) => (varies ? found(used.indexOf(i)) : nothing('rare')));
  if (clusters < Math.max(FEWEST_CLUSTERS, CLUSTERS_EACH * size)) {
    const none = spread(() => nothing('few-clusters'));
    return { people: none, judge: none, difference: none, clusters };
  }
  const rowsOf = (who: 'people' | 'judge') =>
    pairs.map((pair, at): LogisticRow => ({ y: pair[who], terms: terms[at]!, cluster: pair.cluster }));
  const alone = (who: 'people' | 'judge') => {
    const rows = rowsOf(who);
    const fitted = logisticRegression(rows, size, RIDGE);
    const held = logisticRegression(rows, size, STRONGER * RIDGE);
    return used.map((_, place) => {
      const [figure, other] = [fitted[place + 1]!, held[place + 1]!];
      const moved = Math.abs((figure.value ?? Number.NaN) - (other.value ?? Number.NaN));
      return moved < MOVES ? checked(figure) : nothing('separated');
    });
  };
  const [people, judge] = [alone('people'), alone('judge')];
  const both = logisticRegression(
    pairs.flatMap(({ people: theirs, judge: its, cluster }, at) => [
      { y: theirs, terms: terms[at]!, cluster },
      { y: its, terms: [...terms[at]!, ...terms[at]!.map(([i, x]) => [i + size, x] as const)], cluster },
    ]),
    2 * size,
    RIDGE,
  );
  const difference = (place: number) =>
    people[place]!.unknown === 'separated' || judge[place]!.unknown === 'separated'
      ? nothing('separated')
      : checked({ ...both[size + place + 1]!, n: pairs.length });
  return {
    people: spread((place) => people[place]!),
    judge: spread((place) => judge[place]!),
    difference: spread(difference),
    clusters,
  };
}

/** Coefficient 0 is the side, then the features, then all models but one, against which the rest stand. */
function design(pairs: readonly ContextPair[], used: readonly number[]) {
  const names = [...new Set(pairs.flatMap(({ models }) => models ?? []))].sort().slice(1);
  const placeOf = new Map(names.map((name, i) => [name, 1 + used.length + i]));
  const terms = pairs.map(({ features, models }): (readonly [number, number])[] => {
    const [first, second] = models ?? [];
    const strength = (name: string | undefined, sign: number) => {
      const place = name === undefined || first === second ? undefined : placeOf.get(name);
      return place === undefined ? [] : [[place, sign] as const];
    };
    return [
      [0, 1],
      ...used.flatMap((i, place) => (features[i] === 0 ? [] : [[place + 1, features[i]!] as const])),
      ...strength(first, 1),
      ...strength(second, -1),
    ];
  });
  return { size: 1 + used.length + names.length, terms };
}

function checked(figure: Figure): Coefficient {
  const { value, low, high } = figure;
  if (value === null || Math.abs(value) > WIDEST)
    return { ...figure, value: null, low: null, high: null, unknown: 'separated' };
  if (low !== null && high !== null && (high - low) / 2 < WIDEST) return { ...figure, unknown: null };
  return { ...figure, low: null, high: null, unknown: 'few-clusters' };
}
