import { type Cost, type CostLimits, openCostLimit, type SpentBefore } from '../../research/rejudge/cost-limit.ts';
import { BudgetSpent } from '../align/budget-spent.ts';
import type { Phase } from '../align/run.ts';
import { AlignCut } from './cut.ts';

/** What a search has paid, remembered calls included. */
export interface Paid {
  calls: number;
  tokens: number;
  /** US dollars. null: of at least one call the price is unknown. */
  usd: number | null;
}

export interface PurseOptions {
  /** Of the whole search, whatever an interrupted one has paid included. */
  budget: CostLimits;
  before: readonly Cost[];
  /** How many calls to the judge must be left over when the search itself ends. */
  end: number;
  parallel: number;
  signal: AbortSignal;
}

/** Lets calls begin as long as they fit into the budget, and so many at once. */
export function openPurse({ budget, before, end, parallel, signal }: PurseOptions) {
  const limit = openCostLimit(budget, spentIn(before));
  const underWay = new Set<Promise<unknown>>();
  let isCut = false;

  /** Half of the budget at most is kept for the end: a small one must reach for a search too. */
  const hasSearched = (): boolean =>
    (['tokens', 'usd'] as const).some((kind) => {
      const { spent } = limit;
      const most = budget[kind];
      const mean = spent.judgements === 0 ? 0 : spent[kind] / spent.judgements;
      return most !== null && spent[kind] + underWay.size * mean >= most - Math.min(most / 2, end * mean);
    });

  return {
    /** Whether a call was not made for want of budget. */
    isCut: (): boolean => isCut,
    paid: (): Paid => {
      const { judgements, tokens, usd, unpriced } = limit.spent;
      return { calls: judgements, tokens, usd: unpriced > 0 ? null : usd };
    },
    /**
     * Makes one call as soon as it may begin.
     * @param work says beside its result what it has cost
     * @throws {BudgetSpent}, {AlignCut} and what `work` throws
     */
    async pay<T>(phase: Phase, work: () => Promise<{ result: T; cost: Cost }>): Promise<T> {
      for (;;) {
        if (signal.aborted) throw new AlignCut('stopped');
        const admission = underWay.size >= parallel ? 'wait' : limit.admits(underWay.size);
        if (admission === 'unknown-price') throw new AlignCut('unknown-price');
        if (admission === 'spent' || (phase === 'search' && hasSearched())) {
          isCut = true;
          throw new BudgetSpent();
        }
        if (admission === 'yes') break;
        await Promise.race(underWay);
      }
      const running = work();
      const settled = running.then(
        ({ cost }) => limit.pay(cost),
        () => {},
      );
      underWay.add(settled);
      await settled;
      underWay.delete(settled);
      return (await running).result;
    },
  };
}

function spentIn(costs: readonly Cost[]): SpentBefore {
  const most = (of: (cost: Cost) => number) => costs.reduce((high, cost) => Math.max(high, of(cost)), 0);
  const sum = (of: (cost: Cost) => number) => costs.reduce((all, cost) => all + of(cost), 0);
  const usdOf = ({ usd }: Cost) => usd ?? 0;
  const tokensOf = ({ tokens }: Cost) => tokens;
  return {
    spent: {
      tokens: sum(tokensOf),
      usd: sum(usdOf),
      unpriced: sum(({ usd }) => Number(usd === null)),
      judgements: costs.length,
    },
    dearest: { tokens: most(tokensOf), usd: most(usdOf) },
  };
}
