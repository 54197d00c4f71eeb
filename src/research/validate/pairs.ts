import type { Verdict } from '../../terms.ts';

/** What is said of a pair, in the order of its row. */
export type Label = Exclude<Verdict, 'invalid'> | 'tie';
export type Said = Verdict | 'tie';
export type Order = 'given' | 'swapped';

/** One pair of a set with what people said of it. */
export interface LabelledPair {
  set: string;
  id: string;
  /** The question. Pairs of one question belong together, in whichever sets they are. */
  cluster: string;
  /** null where no person labelled it. */
  people: Label | null;
  /** Who wrote the two texts; null where that is not said. */
  models: readonly [first: string, second: string] | null;
  /** What the texts look like; null where the row has none. See `styleOf`. */
  style: readonly number[] | null;
  /** Tells whether a later run judged the same texts; null without texts. */
  fingerprint: string | null;
}

/** One answer of the judge about a pair. */
export interface Call {
  set: string;
  id: string;
  order: Order;
  /** From 1. */
  run: number;
  /** Of the two as they were shown: `first` is what stood first. */
  verdict: Said;
  answeredBy: string | null;
}

/** What one run says of a pair, as named in its row; null where it was not asked. */
export interface Run {
  run: number;
  given: Said | null;
  swapped: Said | null;
}

export interface JudgedPair extends LabelledPair {
  runs: readonly Run[];
}

/** A pair's name among those of all sets. */
export const keyOf = ({ set, id }: { set: string; id: string }): string => JSON.stringify([set, id]);

/** What a verdict about slots says about the row. */
export const inRow = (verdict: Said, order: Order): Said =>
  order === 'given' || verdict === 'tie' || verdict === 'invalid' ? verdict : verdict === 'first' ? 'second' : 'first';

/** Puts calls to their pairs. Of two calls of one order and run the first counts. */
export function judged(pairs: readonly LabelledPair[], calls: readonly Call[]): JudgedPair[] {
  const byPair = Map.groupBy(calls, keyOf);
  return pairs.map((pair) => {
    const runs = new Map<number, Run>();
    for (const { run, order, verdict } of byPair.get(keyOf(pair)) ?? []) {
      const own = runs.get(run) ?? { run, given: null, swapped: null };
      own[order] ??= inRow(verdict, order);
      runs.set(run, own);
    }
    return { ...pair, runs: [...runs.values()].sort((a, b) => a.run - b.run) };
  });
}

const readable = (said: Said | null | undefined): Label | null =>
  said === null || said === undefined || said === 'invalid' ? null : said;

/**
 * What a run decides: what both orders say, and a tie where they differ (Zheng et al. 2023). If only one
 * order can be read, what that one says.
 * @returns null without a verdict that can be read
 */
export function decide(run: Run | undefined): Label | null {
  const [given, swapped] = bothOf(run);
  if (given === null || swapped === null) return given ?? swapped;
  return given === swapped ? given : 'tie';
}

/** The verdicts of a run that can be read. */
export const bothOf = (run: Run | undefined): readonly [given: Label | null, swapped: Label | null] => [
  readable(run?.given),
  readable(run?.swapped),
];
