import type { Database } from '../../../db/client.ts';
import {
  type AlignRun,
  endAlignRun,
  insertAlignRun,
  testedUntil,
  unfinishedAlignRun,
} from '../../../db/repo/align-runs.ts';
import { insertJudgeRules } from '../../../db/repo/judge-rules.ts';
import { lockShadowJudge } from '../../../db/repo/shadow-comparisons.ts';
import type { Judge } from '../../judge/judge.ts';
import type { RulesByVersion } from '../../judge/rules.ts';
import { withRules } from '../../model-name.ts';
import type { Model } from '../../models/model.ts';
import type { CostLimits } from '../../research/rejudge/cost-limit.ts';
import { SaidError } from '../../said-error.ts';
import { BudgetSpent } from '../align/budget-spent.ts';
import { planOf } from '../align/plan.ts';
import { type Aligned, type AlignProgress, type AlignTrial, align } from '../align/run.ts';
import { type Lacking, type Parts, splitBy, splitDuels } from '../align/split.ts';
import { lastOf, openPorts } from './ports.ts';
import type { Paid } from './purse.ts';
import { readTeaching, type Teaching } from './teaching.ts';

export interface RunAlignOptions {
  guildId: string;
  /** The judge, without a version of rules, and its format with that one's version. */
  judge: string;
  format: string;
  /** The rules that it has now. null: none. */
  present: { version: number; rules: readonly string[] } | null;
  writer: string;
  rounds: number;
  proposals: number;
  seed: string;
  budget: CostLimits;
  parallel: number;
  openJudge: (name: string, rules: RulesByVersion) => Judge;
  openModel: (name: string) => Model;
  now: () => Date;
  signal: AbortSignal;
  onProgress?: ((so: AlignProgress, paid: Paid) => void) | undefined;
}

/** How many questions each part has. */
export type PartSizes = Record<'train' | 'choose' | 'test', number>;

export interface RanAlign extends Aligned {
  parts: PartSizes;
  paid: Paid;
  /** How many of the questions come from a simulated community. */
  simulated: number;
  /** Under which the list is kept. null: it is not. */
  version: number | null;
}

/** What a search would learn from, and whether it goes on with one that was interrupted. */
export interface Prepared {
  teaching: Teaching;
  parts: Parts | Lacking;
  unfinished: AlignRun | null;
}

export const sizesOf = ({ train, choose, test }: Parts): PartSizes => ({
  ...{ train: train.length, choose: choose.length, test: test.length },
});

/** Reads what a search learns from, without asking anybody or keeping anything. */
export async function prepareAlign({ db }: Database, options: RunAlignOptions): Promise<Prepared> {
  const { guildId, judge } = options;
  const teaching = await readTeaching(db, guildId);
  const tested = await testedUntil(db, guildId, judge);
  const run = await unfinishedAlignRun(db, { ...options, options: optionsOf(options) });
  if (!run || isOvertaken(run, tested))
    return { teaching, parts: splitDuels(teaching.duels, tested), unfinished: null };
  // What closes after the test has begun is no part of it.
  const duels = teaching.duels.filter(({ closedAt }) => run.testedUntil === null || closedAt <= run.testedUntil);
  return { teaching, parts: splitBy(duels, run), unfinished: run };
}

/** Whether another search has used questions as a test meanwhile that this one has kept for its own. */
const isOvertaken = (run: AlignRun, tested: Date | null): boolean =>
  run.testedUntil === null && tested !== null && tested >= run.testFrom;

const optionsOf = ({ present, format, rounds, proposals }: RunAlignOptions) => ({
  ...{ present: present?.version ?? null, format, rounds, proposals },
});

/**
 * Has a server's judge learn rules from the votes of those who take part in research, and keeps them if the
 * trial says so. What it was answered is kept at once: a search that was interrupted goes on where it was.
 * @returns `Lacking` where there is not enough to learn from
 * @throws {BudgetSpent}, {AlignCut} and `ModelError`, after which it can be run again
 * @throws {SaidError} while another process searches for the same server
 */
export async function runAlign(database: Database, options: RunAlignOptions): Promise<RanAlign | Lacking> {
  const { guildId, judge, present, now } = options;
  const lock = await lockShadowJudge(database.sql, `align ${guildId}`);
  if (!lock)
    throw new SaidError('Another process has a judge of this server learn right now. Wait for it, or stop it.');
  try {
    const { teaching, parts, unfinished } = await prepareAlign(database, options);
    if (!('train' in parts)) return parts;
    const run = unfinished ?? (await begin(database, options, parts));
    const ports = await openPorts({
      ...options,
      ...{ database, run, parts, end: planOf(parts, options).end },
      openJudge: openerOf(options),
      writer: options.openModel(options.writer),
    });
    const found = await align(
      parts,
      { ...options, present: present?.rules ?? [], names: teaching.names },
      { ...ports, onProgress: (so) => options.onProgress?.(so, ports.paid()) },
    );
    // A search that ended for want of budget has not said that there is nothing to find.
    if (found.end === 'no-list' && ports.isCut()) throw new BudgetSpent();
    const version = await database.db.transaction(async (tx) => {
      if (!(await endAlignRun(tx, run.id, found.end, now()))) throw new SaidError(GONE);
      if (found.end !== 'kept' || !found.trial) return null;
      const trial = figuresOf(found.trial, parts, teaching);
      return insertJudgeRules(tx, {
        ...{ guildId, judge, rules: [...found.rules], madeBy: 'align', trial, createdAt: now() },
      });
    });
    return { ...found, parts: sizesOf(parts), paid: ports.paid(), simulated: teaching.simulated, version };
  } finally {
    await lock.release();
  }
}

const GONE = 'The data of this server were deleted meanwhile, so nothing is kept.';

async function begin({ db }: Database, options: RunAlignOptions, { bounds }: Parts): Promise<AlignRun> {
  const { guildId, judge, writer, seed, now } = options;
  return insertAlignRun(db, { guildId, judge, writer, seed, options: optionsOf(options), ...bounds, createdAt: now() });
}

/** Lists that are only tried have numbers of this run alone, under which nothing is kept. */
function openerOf({ judge, openJudge }: RunAlignOptions) {
  return (rules: readonly string[]): Judge =>
    rules.length === 0 ? openJudge(judge, new Map()) : openJudge(withRules(judge, 1), new Map([[1, rules]]));
}

/** What the trial has measured, as it is kept beside the list. */
function figuresOf(trial: AlignTrial, { test, bounds }: Parts, { simulated }: Teaching) {
  const { old, new: by, difference, withoutOne, voters, mcNemar, contradicted, invalid } = trial;
  return {
    votes: test.reduce((sum, { votes }) => sum + votes.length, 0),
    ...{ asks: difference.n, voters, old, new: by, difference, withoutOne, mcNemar, contradicted, invalid, simulated },
    testedFrom: bounds.testFrom.toISOString(),
    testedUntil: lastOf(test).toISOString(),
  };
}
