import type { Database } from '../../../db/client.ts';
import { meanCall } from '../../../db/repo/answer-pairs.ts';
import { getGuildSettings } from '../../../db/repo/guild-settings.ts';
import { judgeRulesOfGuild } from '../../../db/repo/judge-rules.ts';
import type { JudgePool } from '../../config.ts';
import { chooseFormat } from '../../judge/choose-format.ts';
import { cannotTakeRules } from '../../judge/rules.ts';
import { BudgetSpent } from '../../learning/align/budget-spent.ts';
import { planOf } from '../../learning/align/plan.ts';
import { AlignCut, type WhyCut } from '../../learning/run-align/cut.ts';
import { priceOf } from '../../learning/run-align/price.ts';
import { prepareAlign, type RanAlign, type RunAlignOptions, runAlign, sizesOf } from '../../learning/run-align/run.ts';
import { judgesIn, modelName, rulesVersionsIn, withoutRules, withRules } from '../../model-name.ts';
import { ModelError } from '../../models/model-error.ts';
import { givesScores, REWARD } from '../../reward.ts';
import { SaidError } from '../../said-error.ts';
import { formatSetFor, judgeInCharge, judgesOf, whyNoRules } from '../../settings/settings.ts';
import type { AlignFlags } from '../align.ts';
import { UNKNOWN_PRICE } from '../dollars.ts';
import { write } from '../figure-text.ts';
import { openCount } from '../progress.ts';
import type { AlignModels } from './models.ts';
import { dryRunInWords, lackingInWords, progressInWords, ranInWords } from './words.ts';

/** Lists that are written in each round. */
const PROPOSALS = 4;

interface Outside extends AlignModels {
  pool: JudgePool;
  signal: AbortSignal;
  now: () => Date;
}

/** Does what the flags say on one server. */
export async function alignOnServer(database: Database, flags: AlignFlags, outside: Outside): Promise<void> {
  const options = await optionsFrom(database, flags, outside);
  if (flags.dryRun) return dryRun(database, flags, options, outside);
  const progress = openCount('');
  const ran = await runAlign(database, {
    ...options,
    onProgress: (so, paid) => progress.show(progressInWords(so, paid)),
  })
    .catch((error: unknown) => {
      if (!(error instanceof AlignCut && error.why === 'stopped')) throw inWords(error);
      return null;
    })
    .finally(progress.end);
  if (ran === null) {
    console.error(cuts.stopped);
    process.exitCode = 130;
    return;
  }
  if (!('end' in ran)) throw new SaidError(lackingInWords(ran));
  const name = ran.version === null ? null : withRules(options.judge, ran.version);
  write(flags.json, rowOf(ran, options, name), () =>
    ranInWords(ran, {
      ...options,
      name,
      server: flags.server,
      isOffered: judgesOf(outside.pool).includes(options.judge),
    }),
  );
}

async function optionsFrom({ db }: Database, flags: AlignFlags, outside: Outside): Promise<RunAlignOptions> {
  const { pool } = outside;
  const named = flags.judge ?? judgeInCharge(pool, (await getGuildSettings(db, flags.server))?.judge ?? null);
  const judge = withoutRules(named);
  const whyNot = whyNoRules(pool, judge);
  const format = formatSetFor(pool, judge);
  if (whyNot === 'jury') throw new SaidError(JURY);
  if (whyNot !== null)
    throw new SaidError(cannotTakeRules(whyNot === 'scores' ? { name: REWARD } : chooseFormat(judge, format)));
  const writer = flags.writer ?? judge;
  if (judgesIn(writer).rule !== null || givesScores(writer) || rulesVersionsIn(writer).length > 0)
    throw new SaidError(NO_WRITER);
  const [version] = rulesVersionsIn(named);
  const kept =
    version === undefined
      ? null
      : (await judgeRulesOfGuild(db, flags.server, judge)).find((one) => one.version === version);
  if (kept === undefined)
    throw new SaidError(
      `This server has no rules ${version} for ${modelName(judge)}. /settings shows those that there are.`,
    );
  const { name, version: formatVersion } = chooseFormat(judge, format);
  const { openJudge, openModel, signal, now } = outside;
  return {
    ...{ guildId: flags.server, judge, format: `${name}@${formatVersion}`, present: kept, writer },
    ...{ rounds: flags.rounds, proposals: PROPOSALS, seed: flags.seed, parallel: flags.parallel },
    budget: { tokens: flags.budgetTokens ?? null, usd: flags.budgetUsd ?? null },
    ...{ openJudge, openModel, signal, now },
  };
}

const JURY = 'The judges of a jury are given rules one by one. Say which of them is to learn: --judge MODEL.';
const NO_WRITER = 'The writer must be one model that writes, without rules: --writer vendor:model[@where].';

async function dryRun(database: Database, { json }: AlignFlags, options: RunAlignOptions, { rubricWriter }: Outside) {
  const { teaching, parts, unfinished } = await prepareAlign(database, options);
  if (!('train' in parts)) throw new SaidError(lackingInWords(parts));
  const { judge, writer, guildId } = options;
  const mean = await meanCall(database.db, { guildId, since: null, until: null });
  const price = priceOf(planOf(parts, options), parts, { judge, writer, rubricWriter }, mean);
  const row = {
    judge,
    writer,
    parts: sizesOf(parts),
    simulated: teaching.simulated,
    goesOn: unfinished !== null,
    ...price,
  };
  write(json, row, () => dryRunInWords(row));
}

const rowOf = (ran: RanAlign, { judge, present, writer }: RunAlignOptions, name: string | null) => {
  const { parts, end, rules, leftOut, lists, choose, trial, paid, simulated, version } = ran;
  const from = present?.version ?? null;
  return { judge, from, writer, parts, end, rules, leftOut, lists, choose, trial, paid, simulated, version, name };
};

const cuts: Readonly<Record<WhyCut, string>> = {
  stopped: 'Stopped. What is paid is kept: run it again to go on.',
  'unknown-price': UNKNOWN_PRICE,
  changed:
    'Somebody has withdrawn or deleted what this search was learning from. Run it again: it goes on without that, and pays nothing twice.',
};

/** What ends a search early, in words. */
function inWords(error: unknown): unknown {
  if (error instanceof AlignCut) return new SaidError(cuts[error.why]);
  if (error instanceof BudgetSpent)
    return new SaidError('The budget is spent. What is paid is kept: run it again with a larger one to go on.');
  if (error instanceof ModelError)
    return new SaidError(`${error.message}${error.serverSaid} What is paid is kept: run it again to go on.`);
  return error;
}
