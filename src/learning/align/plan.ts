import { RULES } from '../../judge/rules.ts';
import { orders } from './duel.ts';
import { type AlignOptions, MOST_CHOOSE } from './run.ts';
import { MINIBATCH } from './search.ts';
import type { Parts } from './split.ts';

/** Calls to the judge and to the writer. */
export interface Calls {
  judge: number;
  write: number;
}

export interface Plan {
  /** No run makes more. */
  most: Calls;
  /** With half of the proposals good enough for the choose split, and a list of three rules to prune. */
  likely: Calls;
  /** Of the likely calls to the judge, those that prune and try what the search has found. */
  end: number;
}

/** How many rules a list usually has. */
const USUAL_RULES = 3;

/** How many calls a run takes. */
export function planOf(
  parts: Pick<Parts, 'train' | 'choose' | 'test'>,
  options: Pick<AlignOptions, 'rounds' | 'proposals'>,
): Plan {
  const batch = orders.length * Math.min(MINIBATCH, parts.train.length);
  const choose = orders.length * Math.min(MOST_CHOOSE, parts.choose.length);
  const test = 2 * orders.length * parts.test.length;
  const write = options.rounds * options.proposals;
  const searchFor = (good: number) => choose + write * 2 * batch + good * choose;
  const end = listsToPrune(USUAL_RULES) * choose + test;
  return {
    most: { judge: searchFor(write) + listsToPrune(RULES.most) * choose + test, write },
    likely: { judge: searchFor(write / 2) + end, write },
    end,
  };
}

/** Each pass tries every list that is one rule shorter, down to lists of one rule. */
const listsToPrune = (rules: number): number => (rules * (rules + 1)) / 2 - 1;
