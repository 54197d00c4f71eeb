import { winnerOf } from '../field.ts';
import type { Comparison, NextComparison } from '../tournament.ts';

/** At this price of a call or below it, a pair whose verdicts disagree is thought about for longer … */
const LONGER_AT = 0.01;
/** … and by the strong judge, where that did not help. */
const STRONG_AT = 0.002;

/**
 * How hard to think about a pair.
 * @param calls the comparisons of this pair so far
 * @param price of one call, in logits
 * @returns 0, the effort's own budget, until its verdicts disagree
 */
export function tierFor(calls: readonly Comparison[], price: number): NextComparison['tier'] {
  if (price > LONGER_AT || !disagree(calls)) return 0;
  return price <= STRONG_AT && disagree(calls.filter(({ tier }) => tier > 0)) ? 2 : 1;
}

const disagree = (calls: readonly Comparison[]) =>
  new Set(calls.map(winnerOf).filter((winner) => winner !== null)).size > 1;
