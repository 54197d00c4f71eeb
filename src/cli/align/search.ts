import type { Database } from '../../../db/client.ts';
import type { AlignRun } from '../../../db/repo/align-runs.ts';
import type { JudgeConfig, JudgePool } from '../../config.ts';
import { openJudge } from '../../judge/open-judge.ts';
import { AlignCut, type WhyCut } from '../../learning/align/align-cut.ts';
import { BudgetSpent } from '../../learning/align/budget-spent.ts';
import { paidPorts } from '../../learning/align/paid-ports.ts';
import { type Aligned, type AlignProgress, align } from '../../learning/align/run.ts';
import type { Parts } from '../../learning/align/split.ts';
import { withRules } from '../../model-name.ts';
import type { Model } from '../../models/model.ts';
import { ModelError } from '../../models/model-error.ts';
import { openModels } from '../../models/open-models.ts';
import { openCostLimit } from '../../research/rejudge/cost-limit.ts';
import { SaidError } from '../../said-error.ts';
import type { AlignFlags } from '../align.ts';
import { UNKNOWN_PRICE } from '../dollars.ts';
import { openCount, say } from '../progress.ts';
import { phaseInWords } from './words.ts';

export interface Settings {
  pool: JudgePool;
  models: JudgeConfig;
  /** Opens a model by its name. Absent: as the settings say. */
  openModel?: (name: string) => Model;
}

/** What of a budget the search may spend: what is left prunes the list and tries it. */
const SEARCH_SHARE = 0.6;

const openerFrom = (models: JudgeConfig) =>
  openModels({
    anthropicApiKey: models.ANTHROPIC_API_KEY,
    anthropicBaseUrl: models.ANTHROPIC_BASE_URL,
    hfToken: models.HF_TOKEN,
    serverKey: models.MODEL_SERVER_KEY,
    policy: { concurrency: models.MODEL_CONCURRENCY, firstTokenMs: models.MODEL_FIRST_TOKEN_SECONDS * 1000 },
  });

/** What a search has found, and what it has paid, earlier tries included. */
export type Found = Aligned & { paid: { calls: number; tokens: number; usd: number | null } };

/**
 * Looks for rules with the models that the settings name. Ctrl-C ends it when what is under way is kept.
 * @returns null where it was ended so
 * @throws {SaidError} where the budget is spent, a model cannot be asked, or somebody has withdrawn
 */
export async function search(
  { db }: Database,
  { pool, models, openModel = openerFrom(models) }: Settings,
  {
    run,
    parts,
    present,
    own,
    flags,
    names,
  }: {
    run: AlignRun;
    parts: Parts;
    present: readonly string[];
    own: string;
    flags: AlignFlags;
    names: readonly string[];
  },
): Promise<Found | null> {
  // A list that is only tried has no version yet.
  const TRIED = 1;
  const judgeWith = (rules: readonly string[]) =>
    openJudge({
      model: rules.length > 0 ? withRules(own, TRIED) : own,
      rules: new Map([[TRIED, rules]]),
      format: own === pool.JUDGE_MODEL ? pool.JUDGE_FORMAT : undefined,
      rubricModel: models.JUDGE_RUBRIC_MODEL,
      contextTokens: models.JUDGE_CONTEXT_TOKENS,
      openModel,
    });
  const limits = { tokens: flags.budgetTokens ?? null, usd: flags.budgetUsd ?? null };
  const part = (limit: number | null) => (limit === null ? null : limit * SEARCH_SHARE);
  const budget = openCostLimit(limits);
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130);
    say('Stopping: what is under way is finished and kept. Press again to end at once.');
    stop.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const ports = await paidPorts({
    ...{ database: { db }, run, train: parts.train, judgeWith, budget, parallel: flags.parallel },
    writer: openModel(run.writer),
    searchBudget: openCostLimit({ tokens: part(limits.tokens), usd: part(limits.usd) }),
    ...{ now: () => new Date(), signal: stop.signal },
  });
  const progress = openCount('');
  const tell = openTelling(progress);
  try {
    const found = await align(parts, { ...run.options, present, names }, { ...ports, onProgress: tell });
    // A search that ended for want of budget has not said that there is nothing to find.
    if (found.end === 'no-list' && ports.isCut()) throw new BudgetSpent();
    const { tokens, usd, unpriced } = budget.spent;
    return { ...found, paid: { calls: ports.paid().calls, tokens, usd: unpriced > 0 ? null : usd } };
  } catch (error) {
    progress.end();
    if (error instanceof AlignCut && error.why === 'stopped') {
      say(cuts.stopped);
      process.exitCode = 130;
      return null;
    }
    if (error instanceof AlignCut) throw new SaidError(cuts[error.why]);
    if (error instanceof BudgetSpent)
      throw new SaidError(
        `The budget is spent (${budget.spent.tokens} tokens), and the search has not ended. What was paid for is kept: run it again with a larger budget to go on. --dry-run says what it may cost.`,
      );
    if (error instanceof ModelError)
      throw new SaidError(`${error.message} What was paid for is kept: run it again to go on.`, { cause: error });
    throw error;
  } finally {
    progress.end();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** A line that is overwritten on a terminal; elsewhere a line for each thing that is begun. */
function openTelling(progress: ReturnType<typeof openCount>): (so: AlignProgress) => void {
  let said = '';
  return (so) => {
    const phase = phaseInWords(so);
    progress.show(`${phase} · ${so.calls} calls`);
    if (phase !== said && process.stderr.isTTY !== true) say(phase);
    said = phase;
  };
}

/** What ended a search early, in words. */
export const cuts: Readonly<Record<WhyCut, string>> = {
  stopped: 'Stopped. What was paid for is kept: run it again to go on.',
  'unknown-price': UNKNOWN_PRICE,
  changed:
    'Somebody has withdrawn or deleted what this search was learning from. Run it again: it goes on without that, and pays for nothing twice.',
};
