import type { JudgeTrial } from '../../agreement/judge-trial.ts';
import type { Verdict } from '../../terms.ts';
import type { NoRule } from './admit.ts';
import type { Duel, Order } from './duel.ts';

/** Thrown by a port when another call would not fit into the budget. The run ends, and what is paid is kept. */
export class BudgetSpent extends Error {}

/**
 * What a run needs from outside. It asks the same things in the same order whenever it is given the same
 * duels, options and answers, so ports that remember what they were answered make it resumable.
 */
export interface Ports {
  /**
   * Has a duel judged, the reply `a` shown first in the order `ab`.
   * @throws {BudgetSpent}, and a `ModelError` where the judge cannot be asked
   */
  judge(duel: Duel, order: Order, rules: readonly string[]): Promise<Verdict>;
  /** Has the writer answer a prompt. `attempt` tells equal prompts apart. @throws as `judge` */
  write(prompt: string, attempt: number): Promise<string>;
  /** How many calls may be under way at once, at least 1. */
  parallel: number;
  onProgress?(so: AlignProgress): void;
}

export interface AlignProgress {
  doing: 'judging' | 'writing' | 'choosing' | 'pruning' | 'testing';
  /** Rounds done, and of how many. */
  round: number;
  rounds: number;
  /** Calls made so far, remembered ones included. */
  calls: number;
}

export interface AlignOptions {
  rounds: number;
  /** Lists that are written in each round. */
  proposals: number;
  seed: string;
  /** Names of models and people that no rule may hold. */
  names: readonly string[];
}

/** Why a run ended as it did. */
export type AlignEnd = 'kept' | 'no-list' | 'not-better' | 'contradicts-itself';

export interface Aligned {
  end: AlignEnd;
  /** The list that was tried; empty where none was better than the plain judge on the choose split. */
  rules: readonly string[];
  /** Rules that a writer proposed and that are none, each once. */
  leftOut: readonly { rule: string; why: NoRule }[];
  /** Lists that were written, and tried on the choose split. */
  lists: number;
  /** Agreement on the choose split, weighted: without rules, and with the chosen ones. */
  choose: { plain: number; chosen: number };
  /** null: there was nothing to try. */
  trial: AlignTrial | null;
}

/** The one use of the test split. */
export interface AlignTrial extends JudgeTrial {
  /** Asks on which only the judge with or without rules agrees with the plurality. */
  mcNemar: { onlyOld: number; onlyNew: number; p: number };
  /** The share of asks in which the two orders named different sides, 0–1. */
  contradicted: { old: number; new: number };
  /** The share of verdicts that were invalid, 0–1. */
  invalid: { old: number; new: number };
}
