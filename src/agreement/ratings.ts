import { majorityOf } from './majority.ts';

/** One label that one rater gave to one item. */
export interface Rating {
  item: string;
  /**
   * The cluster: items that belong together, such as the comparisons of one ask, and are resampled together.
   */
  cluster: string;
  rater: string;
  kind: 'human' | 'judge';
  /** `tie` is a tie; any other label is a class. */
  label: string;
}

/** All labels of one item; classes are numbers from 0, `tie` among them. */
export interface Item {
  cluster: string;
  humans: readonly { rater: number; label: number }[];
  /** How many people gave each label that was given. */
  counts: ReadonlyMap<number, number>;
  /** The people's majority as `majorityOf` has it: the plurality label, or null. */
  plurality: number | null;
  /** Labels by judge number; undefined where it did not rate this item. */
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

/** A study being read: rows go in one by one, so that a file of any length need not be held in memory. */
export interface StudyInMaking {
  /**
   * @returns whether it replaces an earlier label of the same rater, and the item's cluster, which its first
   * label gave
   */
  add(rating: Rating): { replaces: boolean; cluster: string };
  close(): Study;
}

/**
 * Groups ratings by item.
 * @param ties `without`: ties are left out first, and then items that nobody rates
 */
export function openStudy(ties: 'with' | 'without' = 'with'): StudyInMaking {
  const [labels, humans, judges] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const number = (names: Map<string, number>, name: string) => {
    const known = names.get(name) ?? names.size;
    names.set(name, known);
    return known;
  };
  const items = new Map<string, { cluster: string; humans: Map<number, number>; judges: (number | undefined)[] }>();
  return {
    add({ item, cluster, rater, kind, label }) {
      if (ties === 'without' && label === 'tie') return { replaces: false, cluster };
      const known = items.get(item) ?? { cluster, humans: new Map(), judges: [] };
      items.set(item, known);
      // A rater who labels an item twice has changed their mind: the last label counts.
      const who = number(kind === 'human' ? humans : judges, rater);
      const replaces = kind === 'human' ? known.humans.has(who) : known.judges[who] !== undefined;
      if (kind === 'human') known.humans.set(who, number(labels, label));
      else known.judges[who] = number(labels, label);
      return { replaces, cluster: known.cluster };
    },
    close: () => ({
      items: [...items.values()].map(({ cluster, humans, judges }) => {
        const counts = countLabels(humans.values());
        const people = Array.from(humans, ([rater, label]) => ({ rater, label }));
        return { cluster, humans: people, counts, plurality: majorityOf(counts), judges };
      }),
      labels: [...labels.keys()],
      humans: [...humans.keys()],
      judges: [...judges.keys()],
      tie: labels.get('tie') ?? -1,
    }),
  };
}

/** A study of rows in memory. */
export function toStudy(ratings: Iterable<Rating>, ties: 'with' | 'without' = 'with'): Study {
  const study = openStudy(ties);
  for (const rating of ratings) study.add(rating);
  return study.close();
}

/** @returns the label with most votes, or null where two or more are level or nobody voted */
export const plurality = (votes: Iterable<number>): number | null => majorityOf(countLabels(votes));

function countLabels(votes: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const label of votes) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
