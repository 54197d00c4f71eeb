import type { Database } from '../../../db/client.ts';
import { insertShadow } from '../../../db/repo/shadow-comparisons.ts';
import type { Judge, Question } from '../../judge/judge.ts';
import { ModelError } from '../../models/model-error.ts';
import { type CostLimit, costOf } from './cost-limit.ts';

/** A stored comparison that is to be judged again, as its own judge was asked. */
export interface Again {
  askId: string;
  number: number;
  question: Question;
}

export interface JudgeAllOptions {
  judge: Judge;
  budget: CostLimit;
  /** The most comparisons to judge. null means all of them. */
  limit: number | null;
  /** The most judgements in flight at once. */
  parallel: number;
  now: () => Date;
  /** Ends the run early. Judgements in flight are finished and kept. */
  signal?: AbortSignal | undefined;
  onProgress?: ((so: Rejudged) => void) | undefined;
}

/** Why a run ended. `done` means that nothing is left to judge, but for what failed. */
export type RejudgeEnd = 'done' | 'limit' | 'spent' | 'unknown-price' | 'stopped' | 'judge-unavailable';

/** The progress of a run. */
export interface Rejudged {
  judged: number;
  /** Comparisons whose judgement failed. The next run tries them again. */
  failed: number;
  tokens: number;
  /** US dollars, over the judgements whose price is known. */
  usd: number;
  unpriced: number;
}

/** A run that has ended. */
export interface RejudgeResult extends Rejudged {
  end: RejudgeEnd;
  /** The last failure. null when there was none. */
  problem: ModelError | null;
  /** How many comparisons failed for each reason, in words. */
  reasons: ReadonlyMap<string, number>;
}

/** After this many failures in a row the judge counts as unavailable. */
const FAILURES_IN_A_ROW = 8;
const hopeless = new Set(['unauthorized', 'not-found']);

/**
 * Has a judge judge stored comparisons again, within a budget. Every judgement is stored at once, so whoever
 * dies loses only what was in flight. The caller sees to it that nobody else judges the same meanwhile.
 */
export async function judgeAll(
  database: Pick<Database, 'db'>,
  pages: AsyncIterable<readonly Again[]> | Iterable<readonly Again[]>,
  options: JudgeAllOptions,
): Promise<RejudgeResult> {
  const { judge, budget, limit, parallel, signal } = options;
  const underWay = new Set<Promise<void>>();
  let [judged, failed, inARow, begun] = [0, 0, 0, 0];
  const paid = { tokens: 0, usd: 0, unpriced: 0 };
  let problem: ModelError | null = null;
  const reasons = new Map<string, number>();
  let crash: unknown = null;

  const judgeOne = async ({ askId, number, question }: Again) => {
    try {
      const said = await judge.compare(question);
      const { usage, notes: _, rubric: __, latencyMs, ...judgement } = said;
      const cost = costOf(said, question);
      budget.pay(cost);
      judged += 1;
      paid.tokens += cost.tokens;
      paid.usd += usage.costUsd ?? 0;
      if (usage.costUsd === null) paid.unpriced += 1;
      await insertShadow(database.db, {
        ...judgement,
        ...usage,
        askId,
        number,
        judge: judge.model,
        latencyMs: Math.round(latencyMs),
        createdAt: options.now(),
      });
      inARow = 0;
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      failed += 1;
      inARow += 1;
      problem = error;
      reasons.set(error.message, (reasons.get(error.message) ?? 0) + 1);
    }
    options.onProgress?.(state());
  };
  const state = (): Rejudged => ({ judged, failed, ...paid });
  const dead = () => inARow >= FAILURES_IN_A_ROW || (problem !== null && hopeless.has(problem.code));

  /**
   * Waits until another judgement may begin.
   * @returns why the run must end, or null when it may go on
   */
  const mayBegin = async (): Promise<RejudgeEnd | null> => {
    for (;;) {
      if (crash !== null) throw crash;
      if (signal?.aborted) return 'stopped';
      if (dead()) return 'judge-unavailable';
      if (limit !== null && begun >= limit) return 'limit';
      const admission = underWay.size >= parallel ? 'wait' : budget.admits(underWay.size);
      if (admission === 'yes') return null;
      if (admission !== 'wait') return admission;
      await Promise.race(underWay);
    }
  };

  const all = async (): Promise<RejudgeEnd> => {
    for await (const page of pages) {
      for (const item of page) {
        const end = await mayBegin();
        if (end) return end;
        begun += 1;
        const work = judgeOne(item)
          .catch((error) => {
            crash = error;
          })
          .finally(() => underWay.delete(work));
        underWay.add(work);
      }
    }
    return 'done';
  };

  try {
    const end = await all();
    await Promise.all(underWay);
    if (crash !== null) throw crash;
    return { ...state(), end: end === 'done' && dead() ? 'judge-unavailable' : end, problem, reasons };
  } finally {
    await Promise.all(underWay);
  }
}
