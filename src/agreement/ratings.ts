/** One label that one rater gave to one item. */
export interface Rating {
  item: string;
  /** Items that belong together, such as the comparisons of one ask: resampling takes them as a whole. */
  cluster: string;
  rater: string;
  kind: 'human' | 'judge';
  /** `tie` is a tie; any other label is a class. */
  label: string;
}

/** All labels of one item; classes as numbers from 0, `tie` among them. */
export interface Item {
  cluster: string;
  humans: readonly { rater: number; label: number }[];
  /** By the judge's number; undefined where it did not rate this item. */
  judges: readonly (number | undefined)[];
}

export interface Study {
  items: readonly Item[];
  /** Class names by number. */
  labels: readonly string[];
  humans: readonly string[];
  judges: readonly string[];
  /** The number of the class `tie`; −1 where nobody gave one. */
  tie: number;
}

/** Groups ratings by item. With `ties` `without`, ties are left out first: every such rating, and items that nobody rates then. */
export function toStudy(ratings: Iterable<Rating>, ties: 'with' | 'without' = 'with'): Study {
  const [labels, humans, judges] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const number = (names: Map<string, number>, name: string) => {
    const known = names.get(name) ?? names.size;
    names.set(name, known);
    return known;
  };
  const items = new Map<string, { cluster: string; humans: Map<number, number>; judges: (number | undefined)[] }>();
  for (const { item, cluster, rater, kind, label } of ratings) {
    if (ties === 'without' && label === 'tie') continue;
    const known = items.get(item) ?? { cluster, humans: new Map(), judges: [] };
    items.set(item, known);
    // A rater who labels an item twice has changed their mind: the last one counts.
    if (kind === 'human') known.humans.set(number(humans, rater), number(labels, label));
    else known.judges[number(judges, rater)] = number(labels, label);
  }
  return {
    items: [...items.values()].map(({ cluster, humans, judges }) => ({
      cluster,
      humans: [...humans].map(([rater, label]) => ({ rater, label })),
      judges,
    })),
    labels: [...labels.keys()],
    humans: [...humans.keys()],
    judges: [...judges.keys()],
    tie: labels.get('tie') ?? -1,
  };
}

/** The label with most votes, or null where two or more are level (or nobody voted). */
export function plurality(votes: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const label of votes) counts.set(label, (counts.get(label) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const [first, second] = sorted;
  return first && (!second || first[1] > second[1]) ? first[0] : null;
}
