import type { Database } from '../../../db/client.ts';
import type { ResearchScope } from '../../../db/repo/research-scope.ts';
import { insertShadow, lockShadowJudge, readUnshadowed } from '../../../db/repo/shadow-comparisons.ts';
import { questionOf } from '../../asks/conversation.ts';
import { storedRubrics } from '../../asks/stored-rubrics.ts';
import type { Judge } from '../../judge/judge.ts';
import type { Rubrics } from '../../judge/rubrics.ts';
import { ModelError } from '../../models/model-error.ts';
import { SaidError } from '../../said-error.ts';
import type { Tier } from '../../terms.ts';
import { pagesBy } from '../export/pages.ts';
import { type CostLimits, openCostLimit } from './cost-limit.ts';

export interface RejudgeOptions {
  judge: Judge;
  scope: ResearchScope;
  budget: CostLimits;
  /** The most comparisons to judge. null means all of them. */
  limit: number | null;
  /** The most judgements in flight at once. */
  parallel: number;
  now: () => Date;
  /** Ends the run early. Judgements in flight are finished and kept. */
  signal?: AbortSignal;
  onProgress?: (so: Rejudged) => void;
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

/**
 * Small, because consent is read with each page: a text must not be sent out long after its consent was
 * withdrawn.
 */
const PAGE = 50;
/** Asks whose rubrics are at hand: more than are judged at once. The others' are in their rows. */
const SHELVES = 100;
/** After this many failures in a row the judge counts as unavailable. */
const FAILURES_IN_A_ROW = 8;
const hopeless = new Set(['unauthorized', 'not-found']);

/**
 * Has a shadow judge judge stored comparisons again, each in its own order and with its own effort.
 * Resumable: every judgement is stored at once, so a run that dies loses only what was in flight, and the
 * next run goes on from there.
 * @throws {SaidError} when another process runs the same judge
 */
export async function rejudge(database: Database, options: RejudgeOptions): Promise<RejudgeResult> {
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
  const reasons = new Map<string, number>();
  let crash: unknown = null;

  // A page's rows of one ask are judged by one rubric.
  const shelves = new Map<string, Rubrics>();
  const rubricsOf = (askId: string): Rubrics => {
    const before = shelves.get(askId);
    if (before) return before;
    const rubrics = storedRubrics(database, { askId, shadow: true, now: options.now });
    for (const oldest of shelves.keys()) {
      if (shelves.size < SHELVES) break;
      shelves.delete(oldest);
    }
    shelves.set(askId, rubrics);
    return rubrics;
  };

  type Item = Awaited<ReturnType<typeof readUnshadowed>>[number];
  const judgeOne = async (item: Item) => {
    const question = {
      prompt: questionOf(item),
      first: item.first ?? '',
      second: item.second ?? '',
      effort: item.effort,
      tier: item.tier as Tier,
      sample: item.sample,
      rubrics: rubricsOf(item.askId),
    };
    try {
      const { usage, notes: _, rubric: __, latencyMs, ...judgement } = await judge.compare(question);
      // A server that does not count is charged by the characters: more than any tokenizer makes of them.
      const characters = question.prompt.length + question.first.length + question.second.length;
      const written = judgement.reasoning.length + judgement.answer.length;
      const tokens = (usage.inputTokens ?? characters) + (usage.outputTokens ?? written);
      budget.pay({ tokens, usd: usage.costUsd });
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
      reasons.set(error.message, (reasons.get(error.message) ?? 0) + 1);
    }
    options.onProgress?.(state());
  };
  const state = (): Rejudged => {
    const { judgements, tokens, usd, unpriced } = budget.spent;
    return { judged: judgements, failed, tokens, usd, unpriced };
  };
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
    return { ...state(), end: end === 'done' && dead() ? 'judge-unavailable' : end, problem, reasons };
  } finally {
    await Promise.all(underWay);
    await lock.release();
  }
}
