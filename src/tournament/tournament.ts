import type { Effort, Tier, Verdict } from '../terms.ts';
import type { Jury } from './jury.ts';

/**
 * A tournament is a pure function of its state: it says which comparisons come next, or who has won. The same
 * state gives the same answer on any machine, so an ask can be resumed, replayed and judged again.
 */
export interface Tournament {
  readonly name: string;
  /** Whether it asks more where the choice is harder: then the number of comparisons says how hard it was. */
  readonly isAdaptive: boolean;
  /** Whether `expectedComparisons` is exact as long as every verdict is valid. */
  readonly isExact: boolean;
  /**
   * Whether it is for judges that give scores (reward models), whose chances nobody has calibrated; absent:
   * no.
   */
  readonly byScores?: true;
  /**
   * The most comparisons of n candidates with a judge that never gives a verdict, or contradicts itself for
   * ever. An adaptive tournament keeps to it only where it is passed as `maxComparisons`; the others end by
   * themselves.
   */
  mostComparisons(n: number, effort: Effort): number;
  /** The mean number of comparisons of n candidates, a whole number: what a progress bar counts with. */
  expectedComparisons(n: number, effort: Effort): number;
  /** What to do now. It changes nothing in `state`, and keeps nothing of it. */
  next(state: TournamentState): Step;
  /**
   * The pick if it had to be made now: at the deadline, or when the budget is spent.
   * @throws {RangeError} when no candidate has arrived.
   */
  best(state: TournamentState): Pick;
}

export interface TournamentState {
  /** Candidates are numbered 0 … n − 1; n is 2 to 16. */
  n: number;
  /** All the chance there is: who meets whom, which reply is shown first, how ties end. */
  seed: string;
  /** A number is the price of one call, in logits of strength. */
  effort: Effort | number;
  /** How many comparisons may be in flight at once; at least 1. */
  parallel: number;
  /**
   * How many comparisons an adaptive tournament keeps in flight, up to `parallel`; absent: half of the
   * candidates.
   */
  width?: number;
  /** Candidates that can be compared, in the order in which they came. */
  arrived: readonly number[];
  /** Candidates that will never arrive: failed, or the same text as another. */
  gone: readonly number[];
  /** Every comparison that was started, in the order of their ids. Those lost in a crash are missing. */
  comparisons: readonly Comparison[];
  /** Whether the judge gives the same verdict whenever it is asked the same; absent: it does not. */
  greedy?: boolean;
  /** Who judges, where it is more than one judge; absent: one. */
  jury?: Jury;
  /** Hard cap on comparisons, invalid ones included; absent: none. */
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
  /** The scores of the two, where the judge gives scores; absent: it gave none. */
  scores?: { first: number; second: number } | undefined;
  /** The place of its judge in the jury; absent: 0. */
  juror?: number;
}

export interface Step {
  /** To be started now; the caller numbers them, from the highest id on. */
  compare: readonly NextComparison[];
  /** Set when the tournament is over. */
  pick: Pick | null;
  /** Ids in flight whose outcome no longer matters. */
  cancel: readonly number[];
}

export interface Pick {
  slot: number;
  /**
   * For each candidate the posterior probability that it is the best; sums to 1; 0 for one that never
   * arrived.
   */
  pBest: readonly number[];
  /** Candidates that arrived, best first. */
  standings: readonly number[];
  /**
   * For each candidate the probability that people prefer the pick to it; 1 for the pick, and for one that
   * never arrived.
   */
  pBeats: readonly number[];
  /** Whether at least one valid verdict speaks for the pick. */
  judged: boolean;
}
