import type { Database } from '../../../db/client.ts';
import type { ResearchScope } from '../../../db/repo/research-scope.ts';
import { lockShadowJudge, readUnshadowed } from '../../../db/repo/shadow-comparisons.ts';
import { questionOf } from '../../asks/conversation.ts';
import { storedRubrics } from '../../asks/stored-rubrics.ts';
import type { Rubrics } from '../../judge/rubrics.ts';
import { SaidError } from '../../said-error.ts';
import type { Tier } from '../../terms.ts';
import { pagesBy } from '../export/pages.ts';
import { type CostLimits, openCostLimit } from './cost-limit.ts';
import { type Again, type JudgeAllOptions, judgeAll, type RejudgeResult } from './judge-all.ts';

export interface RejudgeOptions extends Omit<JudgeAllOptions, 'budget'> {
  scope: ResearchScope;
  budget: CostLimits;
}

/**
 * Small, because consent is read with each page: a text must not be sent out long after its consent was
 * withdrawn.
 */
const PAGE = 50;
/** Asks whose rubrics are at hand: more than are judged at once. The others' are in their rows. */
const SHELVES = 100;

/**
 * Has a shadow judge judge stored comparisons again, each in its own order and with its own effort.
 * Resumable: every judgement is stored at once, so a run that dies loses only what was in flight, and the
 * next run goes on from there.
 * @throws {SaidError} when another process runs the same judge
 */
export async function rejudge(database: Database, options: RejudgeOptions): Promise<RejudgeResult> {
  const { judge, scope } = options;
  const lock = await lockShadowJudge(database.sql, judge.model);
  if (!lock)
    throw new SaidError(
      `Another process re-judges with ${judge.model} right now. Wait for it, or stop it and run this again.`,
    );

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
  const again = (item: Awaited<ReturnType<typeof readUnshadowed>>[number]): Again => ({
    askId: item.askId,
    number: item.number,
    question: {
      prompt: questionOf(item),
      first: item.first ?? '',
      second: item.second ?? '',
      effort: item.effort,
      tier: item.tier as Tier,
      sample: item.sample,
      rubrics: rubricsOf(item.askId),
    },
  });
  const pages = pagesBy(
    (after: Again | null, size) =>
      readUnshadowed(database.db, scope, judge.model, after, size).then((page) => page.map(again)),
    (item) => item,
    PAGE,
  );
  try {
    return await judgeAll(database, pages, { ...options, budget: openCostLimit(options.budget) });
  } finally {
    await lock.release();
  }
}
