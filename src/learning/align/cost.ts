import { RULES } from '../../judge/rules.ts';
import { orders } from './duel.ts';
import { type AlignOptions, MOST_CHOOSE } from './run.ts';
import { MINIBATCH } from './search.ts';
import type { Parts } from './split.ts';

/** Calls of judge and writer. */
export interface Cost {
  /** If half of the written lists do better than their parents, and some three rules are pruned. */
  likely: number;
  most: number;
}

/** How many calls a run makes. @param present how many rules the judge has already */
export function mostCalls(
  parts: Pick<Parts, 'train' | 'choose' | 'test'>,
  { rounds, proposals }: Pick<AlignOptions, 'rounds' | 'proposals'>,
  present: number,
): Cost {
  const each = orders.length;
  const choose = each * Math.min(MOST_CHOOSE, parts.choose.length);
  const batch = each * Math.min(MINIBATCH, parts.train.length);
  const lists = rounds * proposals;
  // Every proposal asks about a minibatch twice, before and after, and the writer once.
  const written = lists * (2 * batch + 1);
  const test = 2 * each * parts.test.length;
  const longest = RULES.most;
  const pruned = (longest * (longest + 1)) / 2;
  return {
    likely: Math.round(choose * (1 + lists / 2 + 3 + present / 2) + written + test),
    most: choose * (1 + lists + pruned) + written + test,
  };
}
