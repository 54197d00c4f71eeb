import type { Played } from './rankings.ts';

/** Items that are connected by comparisons, however indirectly. */
export interface Group {
  items: string[];
  /**
   * The largest set in which each item can be reached from each other by wins and ties. Only inside such a
   * set are distances finite. Empty where every set is a single item.
   */
  core: string[];
  /** Items that beat the core, directly or not, and were never reached by it. */
  above: string[];
  /** Items that the core beat, and that never reached it. */
  below: string[];
  /** Items that are neither: nothing says where they stand. */
  aside: string[];
}

/**
 * Which items have finite distances, and which won or lost everything against the others. Groups that never
 * met are apart; the largest comes first.
 * Source: Ford 1957.
 * @param tiesBind whether a tie keeps two items together, as in Bradley–Terry, where it is half a win each
 */
export function connection(rows: readonly Omit<Played, 'cluster'>[], tiesBind = true): Group[] {
  const items = [...new Set(rows.flatMap(({ left, right }) => [left, right]))];
  const [beats, beatenBy, met] = [edges(items), edges(items), edges(items)];
  for (const { left, right, won, lost, tied } of rows) {
    if (left === right) continue;
    met.get(left)!.add(right);
    met.get(right)!.add(left);
    const bothWays = tied > 0 && tiesBind;
    if (won > 0 || bothWays) {
      beats.get(left)!.add(right);
      beatenBy.get(right)!.add(left);
    }
    if (lost > 0 || bothWays) {
      beats.get(right)!.add(left);
      beatenBy.get(left)!.add(right);
    }
  }
  return metGroups(items, met)
    .map((group) => {
      const sets = strongSets(group, beats, beatenBy);
      const core = sets[0]!.length > 1 ? sets[0]! : [];
      return { items: group, core, ...sides(group, core, beats, beatenBy) };
    })
    .sort((a, b) => b.items.length - a.items.length);
}

type Edges = Map<string, Set<string>>;
const edges = (items: readonly string[]): Edges => new Map(items.map((item) => [item, new Set<string>()]));

/** Everything that can be reached from an item, and itself. */
function reach(graph: Edges, from: string): Set<string> {
  const seen = new Set([from]);
  // Iterating over a set also visits what is added meanwhile.
  for (const item of seen) for (const next of graph.get(item)!) seen.add(next);
  return seen;
}

function metGroups(items: readonly string[], met: Edges): string[][] {
  const placed = new Set<string>();
  const found: string[][] = [];
  for (const item of items) {
    if (placed.has(item)) continue;
    const group = [...reach(met, item)];
    found.push(group);
    for (const one of group) placed.add(one);
  }
  return found;
}

/**
 * The sets in which each item reaches each other, the largest first, by two depth-first searches.
 * Source: Sharir 1981.
 */
function strongSets(group: readonly string[], beats: Edges, beatenBy: Edges): string[][] {
  const order: string[] = [];
  const entered = new Set<string>();
  for (const start of group) {
    if (entered.has(start)) continue;
    entered.add(start);
    const stack = [{ item: start, rest: beats.get(start)!.values() }];
    while (stack.length > 0) {
      const { item, rest } = stack.at(-1)!;
      const next = rest.next();
      if (next.done) {
        order.push(item);
        stack.pop();
      } else if (!entered.has(next.value)) {
        entered.add(next.value);
        stack.push({ item: next.value, rest: beats.get(next.value)!.values() });
      }
    }
  }
  const placed = new Set<string>();
  const sets: string[][] = [];
  for (const start of order.reverse()) {
    if (placed.has(start)) continue;
    placed.add(start);
    const own = [start];
    for (const item of own)
      for (const next of beatenBy.get(item)!)
        if (!placed.has(next)) {
          placed.add(next);
          own.push(next);
        }
    sets.push(own);
  }
  return sets.sort((a, b) => b.length - a.length);
}

function sides(group: readonly string[], core: readonly string[], beats: Edges, beatenBy: Edges) {
  const inside = new Set(core);
  const others = group.filter((item) => !inside.has(item));
  const [first] = core;
  const [upper, lower] = first === undefined ? [null, null] : [reach(beatenBy, first), reach(beats, first)];
  const sideOf = (item: string) => {
    const [wins, losses] = upper
      ? [upper.has(item), lower.has(item)]
      : [beats.get(item)!.size > 0, beatenBy.get(item)!.size > 0];
    return wins === losses ? 'aside' : wins ? 'above' : 'below';
  };
  const { above = [], below = [], aside = [] } = Object.groupBy(others, sideOf);
  return { above, below, aside };
}
