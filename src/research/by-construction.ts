import type { CallsSummary } from './calls-summary.ts';
import type { JudgeSummary } from './judge-summary.ts';

/** What a summary says first of a judge that gives scores. */
const ABOUT =
  'This judge gives each reply a score by itself and no reasons. A confidence is the sigmoid of the difference of two scores; nobody has calibrated it.';

/** Why a figure is missing: it would be a triumph that no judge of this kind can fail to have. */
const NO_ORDER = 'not measured: each reply is scored by itself, so there is no order, no position bias and no flip';
const NO_THOUGHT = 'not measured: it writes nothing, so no verdict is forced';

/** The figures of calls, with words in place of those that say nothing of a judge that gives scores. */
export const callsOfScores = <Summary extends CallsSummary>(summary: Summary) => ({
  ...summary,
  firstSlotRate: NO_ORDER,
  forcedRate: NO_THOUGHT,
});

/** The same of judged pairs, and of each category. */
export function pairsOfScores({ byCategory, ...summary }: JudgeSummary): object {
  const { oneOrder } = summary.accuracy;
  const own = {
    ...callsOfScores(summary),
    accuracy: { oneOrder, bothOrdersConsistent: NO_ORDER, majority: summary.accuracy.majority },
    flips: NO_ORDER,
  };
  if (!byCategory) return own;
  const categories = Object.entries(byCategory).map(([name, of]) => [name, pairsOfScores(of)] as const);
  return { ...own, byCategory: Object.fromEntries(categories) };
}

/** A summary of a judge that gives scores, headed by what it is. */
export const aboutScores = (summary: object): object => ({ about: ABOUT, ...summary });
