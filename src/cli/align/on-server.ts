import type { Database } from '../../../db/client.ts';
import {
  type AlignRun,
  answersOf,
  endRun,
  insertRun,
  testedUntil,
  unfinishedRun,
} from '../../../db/repo/align-runs.ts';
import { readDuels } from '../../../db/repo/alignment.ts';
import { meanCall } from '../../../db/repo/answer-pairs.ts';
import { insertJudgeRules, judgeRulesOf } from '../../../db/repo/judge-rules.ts';
import { questionOf } from '../../asks/conversation.ts';
import type { JudgeConfig, JudgePool } from '../../config.ts';
import { openJudge } from '../../judge/open-judge.ts';
import { BudgetSpent } from '../../learning/align/budget-spent.ts';
import { type Cost, mostCalls } from '../../learning/align/cost.ts';
import type { Duel } from '../../learning/align/duel.ts';
import { paidPorts } from '../../learning/align/paid-ports.ts';
import { type Aligned, type AlignProgress, align } from '../../learning/align/run.ts';
import { type Lacking, type Parts, splitBy, splitDuels } from '../../learning/align/split.ts';
import { modelName, rulesVersionsIn, withoutRules, withRules } from '../../model-name.ts';
import { ModelError } from '../../models/model-error.ts';
import { openModels } from '../../models/open-models.ts';
import { openCostLimit } from '../../research/rejudge/cost-limit.ts';
import { SaidError } from '../../said-error.ts';
import { judgesOf, whyNoRules } from '../../settings/settings.ts';
import type { AlignFlags } from '../align.ts';
import { openCount, say } from '../progress.ts';
import { alignedInWords, dryRunInWords, lackingInWords, phaseInWords, refusalInWords } from './words.ts';

interface Settings {
  pool: JudgePool;
  models: JudgeConfig;
}

/** What of a budget the search may spend: what is left prunes the list and tries it. */
const SEARCH_SHARE = 0.6;

/** Looks for rules on one server, or says what that would cost. */
export async function alignOnServer(database: Database, settings: Settings, flags: AlignFlags): Promise<void> {
  const { pool } = settings;
  const judge = flags.judge ?? pool.JUDGE_MODEL;
  const own = withoutRules(judge);
  const whyNot = judgesOf(pool).includes(own) ? whyNoRules(pool, own) : 'not-offered';
  if (whyNot) throw new SaidError(refusalInWords(whyNot, own, judgesOf(pool)));
  const writer = flags.writer ?? own;
  const present = await presentRules(database, judge);

  const scope = { guildId: flags.server, since: null, until: null };
  const stored = await readDuels(database.db, scope);
  const duels = stored.map((duel): Duel => ({ ...duel, prompt: questionOf(duel) }));
  const before = await unfinishedRun(database.db, { guildId: flags.server, judge, writer });
  const parts = before
    ? splitBy(until(duels, before.testUntil), before)
    : splitDuels(duels, await testedUntil(database.db, flags.server, null));
  if (isLacking(parts)) throw new SaidError(lackingInWords(parts, flags.server));

  const options = before?.options ?? { rounds: flags.rounds, proposals: flags.proposals, seed: flags.seed };
  const cost = mostCalls(parts, options, present.length);
  if (flags.dryRun) return dryRun(database, { judge, writer, parts, cost, scope }, flags);
  const run =
    before ??
    (await insertRun(database.db, {
      ...{ guildId: flags.server, judge, writer, options, ...parts.bounds },
      testUntil: new Date(Math.max(...parts.test.map(({ closedAt }) => closedAt.getTime()))),
    }));
  if (before) say('Going on with the search that was interrupted. What it paid for is not asked again.');
  const result = await search(database, settings, { run, parts, present, own, flags });
  const kept = result.end === 'kept' ? await keep(database, { run, own, result, parts }) : null;
  await endRun(database.db, run.id, result.end, new Date());
  const paid = sumOf(await answersOf(database.db, run.id), result.paid);
  const name = kept === null ? null : withRules(own, kept);
  const sizes = { train: parts.train.length, choose: parts.choose.length, test: parts.test.length };
  const simulated = stored.filter((duel) => duel.simulated).length;
  const { end, rules, leftOut, choose, trial } = result;
  const row = { judge, writer, parts: sizes, simulated, end, rules, leftOut, choose, trial, paid, version: kept, name };
  process.stdout.write(flags.json ? `${JSON.stringify(row, null, 2)}\n` : `${alignedInWords(row, flags.server)}\n`);
}

const until = (duels: readonly Duel[], last: Date) => duels.filter(({ closedAt }) => closedAt <= last);
const isLacking = (parts: Parts | Lacking): parts is Lacking => 'questions' in parts;

async function presentRules({ db }: Database, judge: string): Promise<readonly string[]> {
  const [version] = rulesVersionsIn(judge);
  if (version === undefined) return [];
  const rules = (await judgeRulesOf(db, [version])).get(version);
  if (!rules) throw new SaidError(`There are no rules ${version} in this database. Leave out #rules-${version}.`);
  return rules;
}

async function dryRun(
  { db }: Database,
  {
    judge,
    writer,
    parts,
    cost,
    scope,
  }: { judge: string; writer: string; parts: Parts; cost: Cost; scope: Parameters<typeof meanCall>[1] },
  { json }: AlignFlags,
): Promise<void> {
  const mean = await meanCall(db, scope);
  const row = {
    ...{ judge, writer },
    parts: { train: parts.train.length, choose: parts.choose.length, test: parts.test.length },
    calls: cost,
    /** By what a call of this server's judges took on average. */
    tokens:
      mean.tokens === null
        ? null
        : { likely: Math.round(cost.likely * mean.tokens), most: Math.round(cost.most * mean.tokens) },
    usd: mean.usd === null ? null : { likely: cost.likely * mean.usd, most: cost.most * mean.usd },
  };
  process.stdout.write(json ? `${JSON.stringify(row, null, 2)}\n` : `${dryRunInWords(row)}\n`);
}

type Found = Aligned & { paid: ReturnType<typeof openCostLimit>['spent'] };

async function search(
  { db }: Database,
  { pool, models }: Settings,
  {
    run,
    parts,
    present,
    own,
    flags,
  }: { run: AlignRun; parts: Parts; present: readonly string[]; own: string; flags: AlignFlags },
): Promise<Found> {
  const openModel = openModels({
    anthropicApiKey: models.ANTHROPIC_API_KEY,
    anthropicBaseUrl: models.ANTHROPIC_BASE_URL,
    hfToken: models.HF_TOKEN,
    serverKey: models.MODEL_SERVER_KEY,
    policy: { concurrency: models.MODEL_CONCURRENCY, firstTokenMs: models.MODEL_FIRST_TOKEN_SECONDS * 1000 },
  });
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
    ...{ database: { db }, run, judgeWith, budget, parallel: flags.parallel },
    writer: openModel(run.writer),
    searchBudget: openCostLimit({ tokens: part(limits.tokens), usd: part(limits.usd) }),
    ...{ now: () => new Date(), signal: stop.signal },
  });
  const progress = openCount('');
  const tell = openTelling(progress);
  const names = [own, run.writer].map((name) => modelName(name));
  try {
    const found = await align(parts, { ...run.options, present, names }, { ...ports, onProgress: tell });
    return { ...found, paid: budget.spent };
  } catch (error) {
    progress.end();
    if (stop.signal.aborted) throw new SaidError('Stopped. What was paid for is kept: run it again to go on.');
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

/** Keeps the rules, with what the trial measured. @returns their version */
const keep = (
  { db }: Database,
  { run, own, result, parts }: { run: AlignRun; own: string; result: Aligned; parts: Parts },
): Promise<number> =>
  insertJudgeRules(db, {
    ...{ guildId: run.guildId, judge: own, rules: [...result.rules], madeBy: 'align' },
    editedFrom: rulesVersionsIn(run.judge)[0] ?? null,
    trial: {
      asks: parts.test.length,
      votes: parts.test.reduce((sum, { votes }) => sum + votes.length, 0),
      ...result.trial,
    },
  });

const sumOf = (answers: readonly unknown[], { tokens, usd, unpriced }: Found['paid']) => ({
  calls: answers.length,
  tokens,
  usd: unpriced > 0 ? null : usd,
});
