import jstat from 'jstat';
import { clusterVariances } from './cluster-variance.ts';
import type { Group } from './connection.ts';
import { dot, type Fit, type Model, maximise } from './likelihood.ts';
import { addPairs, type Pair } from './paired-models.ts';
import { profileInterval } from './profile-interval.ts';
import type { Played } from './rankings.ts';
import { degreesOfFreedom } from './score-interval.ts';

export interface Strength {
  item: string;
  /**
   * Log-odds of beating an average item of its group's core (`connection`), or of the whole group where no
   * item has a finite distance from another. Over these they sum to 0. Where a bound is infinite, so is the
   * best estimate, and this number is kept finite by the ridge alone: it orders, and says nothing else.
   */
  strength: number;
  /**
   * The 95 % interval. ±Infinity where the data bound it on one side only. null with fewer than two clusters,
   * and for items outside of a core where there are more than `MOST_PROFILED`.
   */
  low: number | null;
  high: number | null;
  /** The number of its group, from 0: the largest of the groups that met. Groups have no common scale. */
  group: number;
}

export interface StrengthOptions {
  /**
   * The ridge: precision of a normal prior around 0. It keeps numbers finite where an item won everything,
   * and is too small to be seen elsewhere.
   */
  ridge?: number;
}

/** With more items, intervals in a core are by the sandwich alone: profiles would take minutes. */
export const MOST_PROFILED = 100;

/**
 * Strengths of items with 95 % intervals over clusters. Within a core, the profile interval is inflated by
 * the sandwich over clusters (CR3), and never less than independent rows would vary. Outside of it the
 * residuals vanish and the sandwich with them, so that each cluster of an item counts as one row.
 * @param least the least that rows may vary, as a part of what the likelihood says
 * @returns best first, group by group
 */
export function pairedStrengths(
  rows: readonly Played[],
  groups: readonly Group[],
  modelOf: (items: number) => Model<Pair>,
  { ridge = 1e-6, least }: StrengthOptions & { least: number },
): { strengths: Strength[]; fit: Fit; items: string[] } {
  const items = groups.flatMap((group) => group.items);
  const numberOf = new Map(items.map((item, i) => [item, i]));
  const model = modelOf(items.length);
  const coreOf = new Map(groups.flatMap(({ core }, g) => core.map((item) => [item, g] as const)));
  const inCore = ({ left, right }: Played) => coreOf.has(left) && coreOf.get(left) === coreOf.get(right);

  const met = rows.filter(({ left, right }) => left !== right);
  const clusters = [...Map.groupBy(met, ({ cluster }) => cluster).values()];
  const pairs = addPairs(rows, numberOf);
  const whole = maximise(model, pairs, ridge);
  // Rows between sets are sure in the limit, and say nothing about what is inside.
  const corePairs = addPairs(rows.filter(inCore), numberOf);
  const core = coreOf.size === items.length ? whole : maximise(model, corePairs, ridge);
  const once = openOnce();
  const coreClusters = clusters.flatMap((own) => {
    const kept = own.filter(inCore);
    return kept.length > 0 ? [once(addPairs(kept, numberOf))] : [];
  });
  const contrasts = groups.flatMap((group) =>
    group.items.map((item) => contrastOf(model.size, numberOf.get(item)!, group, numberOf)),
  );
  const inner = items.map((_, i) => i).filter((i) => coreOf.has(items[i]!));
  const variances =
    coreClusters.length < 2
      ? []
      : clusterVariances(
          model,
          coreClusters,
          core,
          inner.map((i) => contrasts[i]!),
        );
  const coreClustersOf = items.map(() => 0);
  for (const own of coreClusters)
    for (const i of new Set(own.flatMap(({ left, right }) => [left, right]))) coreClustersOf[i]!++;
  const found = new Map<number, Bounds>();
  for (const [at, i] of inner.entries()) found.set(i, coreBounds(i, variances[at]));
  const outer = items.map((_, i) => i).filter((i) => !found.has(i));
  if (items.length <= MOST_PROFILED) for (const i of outer) found.set(i, outerBounds(i));

  const strengths = groups.flatMap((group, g) =>
    group.items
      .map((item): Strength => {
        const i = numberOf.get(item)!;
        const strength = dot(contrasts[i]!, (coreOf.has(item) ? core : whole).beta);
        return { item, strength, ...(found.get(i) ?? none), group: g };
      })
      .sort((a, b) => b.strength - a.strength),
  );
  return { strengths, fit: core, items };

  function coreBounds(i: number, variance?: { robust: number; model: number }): Bounds {
    if (!variance || coreClustersOf[i]! < 2 || !Number.isFinite(variance.robust)) return none;
    const inflation = Math.max(least, variance.robust / variance.model);
    const quantile = jstat.studentt.inv(0.975, coreClusters.length - 1);
    if (items.length <= MOST_PROFILED)
      return profileInterval(model, corePairs, ridge, core, contrasts[i]!, { inflation, most: quantile ** 2 });
    const centre = dot(contrasts[i]!, core.beta);
    const half = quantile * Math.sqrt(inflation * variance.model);
    return { low: centre - half, high: centre + half };
  }

  function outerBounds(i: number): Bounds {
    const sizes = clusters
      .map((own) => own.filter(({ left, right }) => left === items[i] || right === items[i]).reduce(comparisons, 0))
      .filter((size) => size > 0);
    if (sizes.length < 2) return none;
    const [sum, squares] = sizes.reduce(([a, b], size) => [a + size, b + size ** 2], [0, 0]);
    const quantile = jstat.studentt.inv(0.975, degreesOfFreedom(sum, squares));
    return profileInterval(model, pairs, ridge, whole, contrasts[i]!, {
      inflation: squares / sum,
      most: quantile ** 2,
    });
  }
}

/** Makes equal clusters one object: many duels between a few models are of a few hundred kinds. */
function openOnce(): (cluster: Pair[]) => Pair[] {
  const known = new Map<string, Pair[]>();
  return (cluster) => {
    const key = cluster.map(({ left, right, won, lost, tied }) => `${left} ${right} ${won} ${lost} ${tied}`).join(';');
    const same = known.get(key) ?? cluster;
    if (same === cluster) known.set(key, cluster);
    return same;
  };
}

const comparisons = (sum: number, { won, lost, tied }: Played) => sum + won + lost + tied;

interface Bounds {
  low: number | null;
  high: number | null;
}
const none: Bounds = { low: null, high: null };

/** An item against the mean of its group's core, or of the whole group where there is no core. */
function contrastOf(size: number, item: number, group: Group, numberOf: ReadonlyMap<string, number>): Float64Array {
  const against = group.core.length > 0 ? group.core : group.items;
  const contrast = new Float64Array(size);
  for (const other of against) contrast[numberOf.get(other)!] = -1 / against.length;
  contrast[item]! += 1;
  return contrast;
}
