import type { Database } from '../../../db/client.ts';
import type { ResearchScope } from '../../../db/repo/research-scope.ts';
import { insertShadow, lockShadowJudge, readUnshadowed } from '../../../db/repo/shadow-comparisons.ts';
import { questionOf } from '../../asks/conversation.ts';
import type { Judge } from '../../judge/judge.ts';
import { ModelError } from '../../models/model-error.ts';
import { SaidError } from '../../said-error.ts';
import type { Tier } from '../../terms.ts';
import { pagesBy } from '../export/pages.ts';
import { type CostLimits, openCostLimit } from './cost-limit.ts';

export interface RejudgeOptions {
  judge: Judge;
  scope: ResearchScope;
  budget: CostLimits;
  /** Comparisons judged at most; null: all that there are. */
  limit: number | null;
  /** Judged at once. */
  parallel: number;
  now: () => Date;
  /** Ends the run early: what is under way is finished and kept. */
  signal?: AbortSignal;
  onProgress?: (so: Rejudged) => void;
}

/** `done`: nothing is left. */
export type RejudgeEnd = 'done' | 'limit' | 'spent' | 'unknown-price' | 'stopped' | 'judge-unavailable';

export interface Rejudged {
  judged: number;
  /** Could not be asked; tried again by the next run. */
  failed: number;
  tokens: number;
  /** US dollars, of judgements whose price is known. */
  usd: number;
  unpriced: number;
}

/** Few: consent is read with each page, and a withdrawn one should not be sent out long after. */
const PAGE = 50;
/** So many failures one after the other, and the judge is taken for dead. */
const FAILURES_IN_A_ROW = 8;
const hopeless = new Set(['unauthorized', 'not-found']);

/**
 * Has stored comparisons judged once more, each in its own order and with its own effort, and keeps every judgement as soon as it is
 * there: a run that dies loses only what was under way, and the next one goes on behind it.
 * @throws {SaidError} where another process runs the same judge.
 */
export async function rejudge(
  database: Database,
  options: RejudgeOptions,
): Promise<Rejudged & { end: RejudgeEnd; problem: ModelError | null }> {
  const { judge, scope, limit, parallel, signal } = options;
  const lock = await lockShadowJudge(database.sql, judge.model);
  if (!lock)
    throw new SaidError(
      `Another process re-judges with ${judge.model} right now. Wait for it, or stop it and run this again.`,
    );
  const budget = openCostLimit(options.budget);
  const underWay = new Set<Promise<void>>();
  let [failed, inARow, begun] = [0, 0, 0];
  let problem: ModelError | null = null;
  let crash: unknown = null;

  type Item = Awaited<ReturnType<typeof readUnshadowed>>[number];
  const judgeOne = async (item: Item) => {
    const question = {
      prompt: questionOf(item),
      first: item.first ?? '',
      second: item.second ?? '',
      effort: item.effort,
      tier: item.tier as Tier,
      sample: item.sample,
    };
    try {
      const { usage, notes: _, latencyMs, ...judgement } = await judge.compare(question);
      budget.pay({ tokens: usage.inputTokens + usage.outputTokens, usd: usage.costUsd });
      await insertShadow(database.db, {
        ...judgement,
        ...usage,
        askId: item.askId,
        number: item.number,
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
    }
    options.onProgress?.(state());
  };
  const state = (): Rejudged => {
    const { judgements, tokens, usd, unpriced } = budget.spent;
    return { judged: judgements, failed, tokens, usd, unpriced };
  };
  const dead = () => inARow >= FAILURES_IN_A_ROW || (problem !== null && hopeless.has(problem.code));

  /** null: go on. */
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
    const pages = pagesBy(
      (after: Item | null, size) => readUnshadowed(database.db, scope, judge.model, after, size),
      (item) => item,
      PAGE,
    );
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
    return { ...state(), end: end === 'done' && dead() ? 'judge-unavailable' : end, problem };
  } finally {
    await Promise.all(underWay);
    await lock.release();
  }
}
