import type { Database } from '../../../db/client.ts';
import {
  type AlignRun,
  deleteRun,
  endRun,
  insertRun,
  testedUntil,
  unfinishedRun,
} from '../../../db/repo/align-runs.ts';
import { readDuels } from '../../../db/repo/alignment.ts';
import { meanCall } from '../../../db/repo/answer-pairs.ts';
import { insertJudgeRules, judgeRulesOfGuild } from '../../../db/repo/judge-rules.ts';
import { lockShadowJudge } from '../../../db/repo/shadow-comparisons.ts';
import { questionOf } from '../../asks/conversation.ts';
import { type Cost, mostCalls } from '../../learning/align/cost.ts';
import type { Duel } from '../../learning/align/duel.ts';
import { type Lacking, type Parts, splitBy, splitDuels } from '../../learning/align/split.ts';
import { modelName, rulesVersionsIn, withoutRules, withRules } from '../../model-name.ts';
import { SaidError } from '../../said-error.ts';
import { judgesOf, whyNoRules } from '../../settings/settings.ts';
import type { AlignFlags } from '../align.ts';
import { say } from '../progress.ts';
import { cuts, type Found, type Settings, search } from './search.ts';
import { alignedInWords, dryRunInWords, lackingInWords, refusalInWords } from './words.ts';

/**
 * Looks for rules on one server, or says what that would cost.
 * @throws {SaidError} while another process looks for rules there: both would try them on the same questions
 */
export async function alignOnServer(database: Database, settings: Settings, flags: AlignFlags): Promise<void> {
  if (flags.dryRun) return lookForRules(database, settings, flags);
  const lock = await lockShadowJudge(database.sql, `align ${flags.server}`);
  if (!lock) throw new SaidError('Another process looks for rules on this server right now. Wait for it, or stop it.');
  try {
    await lookForRules(database, settings, flags);
  } finally {
    await lock.release();
  }
}

async function lookForRules(database: Database, settings: Settings, flags: AlignFlags): Promise<void> {
  const { pool } = settings;
  const judge = flags.judge ?? pool.JUDGE_MODEL;
  const own = withoutRules(judge);
  const whyNot = judgesOf(pool).includes(own) ? whyNoRules(pool, own) : 'not-offered';
  if (whyNot) throw new SaidError(refusalInWords(whyNot, own, judgesOf(pool)));
  const writer = flags.writer ?? own;
  const present = await presentRules(database, flags.server, judge);

  const scope = { guildId: flags.server, since: null, until: null };
  const stored = await readDuels(database.db, scope);
  const duels = stored.map((duel): Duel => ({ ...duel, prompt: questionOf(duel) }));
  const before = await runToGoOnWith(database, { guildId: flags.server, judge, writer, isDryRun: flags.dryRun });
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
  const simulated = stored.filter((duel) => duel.simulated).length;
  const names = [own, writer, ...new Set(stored.flatMap(({ models }) => models))].map((name) => modelName(name));
  const result = await search(database, settings, { run, parts, present, own, flags, names });
  if (result === null) return;
  const kept = await end(database, { run, own, result, parts, simulated });
  const { paid } = result;
  const name = kept === null ? null : withRules(own, kept);
  const sizes = { train: parts.train.length, choose: parts.choose.length, test: parts.test.length };
  const { end: ended, rules, leftOut, choose, trial } = result;
  const row = {
    judge,
    writer,
    parts: sizes,
    simulated,
    end: ended,
    rules,
    leftOut,
    choose,
    trial,
    paid,
    version: kept,
    name,
  };
  process.stdout.write(flags.json ? `${JSON.stringify(row, null, 2)}\n` : `${alignedInWords(row, flags.server)}\n`);
}

const until = (duels: readonly Duel[], last: Date) => duels.filter(({ closedAt }) => closedAt <= last);
const isLacking = (parts: Parts | Lacking): parts is Lacking => 'questions' in parts;

/**
 * @returns the search that was interrupted; null when there is none, or when another one has meanwhile used
 *   the questions that it had kept for its test
 */
async function runToGoOnWith(
  { db }: Database,
  { isDryRun, ...of }: Pick<AlignRun, 'guildId' | 'judge' | 'writer'> & { isDryRun: true | undefined },
): Promise<AlignRun | null> {
  const run = await unfinishedRun(db, of);
  if (!run || run.finalist !== null) return run;
  const tested = await testedUntil(db, of.guildId, run.id);
  if (tested === null || tested < run.testFrom) return run;
  if (!isDryRun) await deleteRun(db, run.id);
  return null;
}

async function presentRules({ db }: Database, guildId: string, judge: string): Promise<readonly string[]> {
  const [version] = rulesVersionsIn(judge);
  if (version === undefined) return [];
  const lists = await judgeRulesOfGuild(db, guildId, withoutRules(judge));
  const list = lists.find((one) => one.version === version);
  if (!list) throw new SaidError(`This server has no rules ${version} for this judge. Leave out #rules-${version}.`);
  return list.rules;
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

/**
 * Ends a search, and keeps its rules with what the trial measured, where they pay. Both or neither: a search
 * that ended twice would keep its rules twice.
 * @returns their version; null: none are kept
 */
const end = (
  { db }: Database,
  {
    run,
    own,
    result,
    parts,
    simulated,
  }: { run: AlignRun; own: string; result: Found; parts: Parts; simulated: number },
): Promise<number | null> =>
  db.transaction(async (tx) => {
    if (!(await endRun(tx, run.id, result.end, new Date()))) throw new SaidError(cuts.changed);
    if (result.end !== 'kept') return null;
    return insertJudgeRules(tx, {
      ...{ guildId: run.guildId, judge: own, rules: [...result.rules], madeBy: 'align' },
      editedFrom: rulesVersionsIn(run.judge)[0] ?? null,
      trial: {
        asks: parts.test.length,
        votes: parts.test.reduce((sum, { votes }) => sum + votes.length, 0),
        ...result.trial,
        simulated,
        testedFrom: run.testFrom.toISOString(),
        testedUntil: run.testUntil.toISOString(),
      },
    });
  });
