import type { Effort, Tier, Verdict } from '../terms.ts';

/**
 * A tournament is a pure function of its state: which comparisons come next, or who has won. The same state gives the same
 * answer on any machine, so that an ask can be resumed, replayed and judged again.
 */
export interface Tournament {
  readonly name: string;
  next(state: TournamentState): Step;
  /** The pick if it had to be made now: at the deadline, or when the budget is spent. `state.arrived` must not be empty. */
  best(state: TournamentState): Pick;
}

export type { Effort, Verdict };

export interface TournamentState {
  /** Candidates are called by their slot, 0 … n − 1; n from 2 to 16. */
  n: number;
  seed: string;
  /** A number is the price of a call itself, in units of strength. */
  effort: Effort | number;
  /** How many comparisons may be in flight at once; at least 1. */
  parallel: number;
  /** How many an adaptive tournament is to have in flight, where `parallel` allows it; absent: half of the candidates. */
  width?: number;
  /** Slots that can be compared, in the order in which they came. */
  arrived: readonly number[];
  /** Slots that will never arrive: failed, or the same text as another. */
  gone: readonly number[];
  /** Every comparison that was started, in the order of their ids. */
  comparisons: readonly Comparison[];
  /** Hard cap on comparisons, invalid ones included; absent: the tournament's own. */
  maxComparisons?: number;
}

export interface NextComparison {
  first: number;
  second: number;
  /** How hard to think: 0 the effort's own budget, 1 the next longer one, 2 the strong judge. */
  tier: Tier;
}

export interface Comparison extends NextComparison {
  /** 1, 2, 3 … in the order in which they were started. */
  id: number;
  /** null while in flight. */
  verdict: Verdict | null;
}

export interface Step {
  /** To be started now; the caller numbers them on from the highest id. */
  compare: readonly NextComparison[];
  /** Set when the tournament is over. */
  pick: Pick | null;
  /** Ids in flight whose outcome no longer matters. */
  cancel: readonly number[];
}

export interface Pick {
  slot: number;
  /** For each slot the probability that it is the best one; sums to 1; 0 for slots that never arrived. */
  pBest: readonly number[];
  /** Slots that arrived, best first. */
  standings: readonly number[];
  /** Whether at least one valid verdict speaks for the pick. */
  judged: boolean;
}
