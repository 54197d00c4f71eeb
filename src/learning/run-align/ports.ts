import { createHash } from 'node:crypto';
import type { Database } from '../../../db/client.ts';
import { type AlignRun, alignAnswersOf, beginAlignTest, insertAlignAnswer } from '../../../db/repo/align-runs.ts';
import { mayStillTeach } from '../../../db/repo/alignment.ts';
import { storedRubrics } from '../../asks/stored-rubrics.ts';
import type { Judge } from '../../judge/judge.ts';
import type { Rubrics } from '../../judge/rubrics.ts';
import type { Model } from '../../models/model.ts';
import { ModelError } from '../../models/model-error.ts';
import type { Cost, CostLimits } from '../../research/rejudge/cost-limit.ts';
import { tokensOf } from '../../research/rejudge/tokens-of.ts';
import { SaidError } from '../../said-error.ts';
import type { Verdict } from '../../terms.ts';
import type { Duel, Order } from '../align/duel.ts';
import type { Ports } from '../align/run.ts';
import type { Parts } from '../align/split.ts';
import { AlignCut } from './cut.ts';
import { openPurse, type Paid } from './purse.ts';

export interface PortsOptions {
  database: Database;
  run: AlignRun;
  parts: Parts;
  /** Opens the judge with a list of rules. */
  openJudge: (rules: readonly string[]) => Judge;
  writer: Model;
  budget: CostLimits;
  parallel: number;
  /** How many calls to the judge the end takes. */
  end: number;
  now: () => Date;
  signal: AbortSignal;
}

/** Ports that keep to a budget. `isCut`: a call was not made for want of it. */
export interface AlignPorts extends Ports {
  paid(): Paid;
  isCut(): boolean;
}

/** What a writer may write, in tokens: a list of rules, and the thought before it. */
export const WRITING = { answer: 2500, thought: 4096 } as const;
/** After so many refused requests in a row the judge takes none. */
const REFUSED_IN_A_ROW = 8;

/**
 * The ports of a search over a judge, a writer and the database. What was answered once is kept at once and
 * never paid again. Each text is sent only while everybody whose words it holds still agrees.
 */
export async function openPorts(options: PortsOptions): Promise<AlignPorts> {
  const { database, run, parts, writer, parallel, now } = options;
  const { db } = database;
  const { guildId } = run;
  const answers = await alignAnswersOf(db, run.id);
  const known = new Map(answers.map(({ key, verdict, text }) => [key, { verdict, text }]));
  const purse = openPurse({ ...options, before: answers });
  const judges = new Map<string, Judge>();
  const rubrics = new Map<string, Rubrics>();
  let refused = 0;

  const judgeBy = (rules: readonly string[]) => found(judges, JSON.stringify(rules), () => options.openJudge(rules));
  const rubricsOf = (askId: string) =>
    found(rubrics, askId, () => storedRubrics(database, { askId, shadow: true, now }));
  const check = async (askIds: readonly string[], people: readonly string[] = []) => {
    if (!(await mayStillTeach(db, guildId, { askIds, people }))) throw new AlignCut('changed');
  };
  const keep = async (key: string, answer: { askId?: string; verdict?: Verdict; text?: string }, cost: Cost) => {
    const row = { runId: run.id, key, ...answer, ...cost, createdAt: now() };
    if (!(await insertAlignAnswer(db, row))) throw new AlignCut('changed');
    known.set(key, { verdict: answer.verdict ?? null, text: answer.text ?? null });
  };

  async function judgeOnce(
    duel: Duel,
    order: Order,
    rules: readonly string[],
  ): Promise<{ verdict: Verdict; cost: Cost }> {
    const [first, second] = order === 'ab' ? [duel.a, duel.b] : [duel.b, duel.a];
    const question = { prompt: duel.prompt, first, second, effort: 'standard', tier: 0, sample: 0 } as const;
    try {
      const said = await judgeBy(rules).compare({ ...question, rubrics: rubricsOf(duel.askId) });
      refused = 0;
      const tokens = tokensOf(said.usage, [question.prompt, first, second, ...rules], said);
      return { verdict: said.verdict, cost: { tokens, usd: said.usage.costUsd } };
    } catch (error) {
      // What the server will never take has no verdict. A judge that takes nothing is no judge.
      const isRefusal = error instanceof ModelError && error.code === 'bad-request';
      refused += 1;
      if (!isRefusal || refused >= REFUSED_IN_A_ROW) throw error;
      return { verdict: 'invalid', cost: { tokens: 0, usd: 0 } };
    }
  }

  return {
    parallel,
    paid: purse.paid,
    isCut: purse.isCut,
    async judge(duel, order, rules, phase) {
      const { askId } = duel;
      const key = keyOf('judge', askId, order, rules);
      const verdict = known.get(key)?.verdict;
      if (verdict) return verdict;
      return purse.pay(phase, async () => {
        await check([askId]);
        const { verdict: result, cost } = await judgeOnce(duel, order, rules);
        await keep(key, { askId, verdict: result }, cost);
        return { result, cost };
      });
    },
    async write(prompt, attempt) {
      const key = keyOf('write', prompt, attempt);
      const text = known.get(key)?.text;
      if (text != null) return text;
      const askIds = parts.train.map((duel) => duel.askId);
      const people = [...new Set(parts.train.flatMap(({ whys }) => whys.map(({ voter }) => voter)))];
      return purse.pay('search', async () => {
        await check(askIds, people);
        const reply = await writer.reply({
          messages: [{ role: 'user', content: prompt }],
          maxTokens: WRITING.thought + WRITING.answer,
          thinkingTokens: WRITING.thought,
          temperature: 1,
        });
        if (reply.promptCut)
          throw new SaidError('The writer cannot read so long a prompt. Name one with a longer context.');
        // What may quote somebody is kept only if they still agree.
        await check(askIds, people);
        const cost = {
          tokens: tokensOf(reply.usage, [prompt], { reasoning: reply.reasoning, answer: reply.text }),
          usd: reply.usage.costUsd,
        };
        await keep(key, { text: reply.text }, cost);
        return { result: reply.text, cost };
      });
    },
    finalist: async () => run.finalist,
    async beginTest(rules) {
      const until = lastOf(parts.test);
      if (!(await beginAlignTest(db, run.id, rules, until))) throw new AlignCut('changed');
    },
  };
}

/** When the last of these duels closed. */
export const lastOf = (duels: readonly Duel[]): Date =>
  new Date(duels.reduce((last, { closedAt }) => Math.max(last, closedAt.getTime()), 0));

const keyOf = (...asked: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(asked)).digest('hex');

function found<T>(among: Map<string, T>, key: string, open: () => T): T {
  const there = among.get(key);
  if (there) return there;
  const opened = open();
  among.set(key, opened);
  return opened;
}
