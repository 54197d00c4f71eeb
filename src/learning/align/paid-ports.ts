import { createHash } from 'node:crypto';
import type { Database } from '../../../db/client.ts';
import { type AlignRun, answersOf, insertAnswer, noteFinalist } from '../../../db/repo/align-runs.ts';
import { mayStillTeach } from '../../../db/repo/alignment.ts';
import { storedRubrics } from '../../asks/stored-rubrics.ts';
import type { Judge, Question } from '../../judge/judge.ts';
import type { Rubrics } from '../../judge/rubrics.ts';
import type { Model } from '../../models/model.ts';
import { ModelError } from '../../models/model-error.ts';
import { type CostLimit, costOf } from '../../research/rejudge/cost-limit.ts';
import { SaidError } from '../../said-error.ts';
import type { Verdict } from '../../terms.ts';
import { AlignCut } from './align-cut.ts';
import { BudgetSpent } from './budget-spent.ts';
import type { Duel } from './duel.ts';
import type { Phase, Ports } from './run.ts';

interface PaidPorts {
  database: Pick<Database, 'db'>;
  run: AlignRun;
  /** The duels that the writer is shown. */
  train: readonly Duel[];
  /** The judge, given these rules. */
  judgeWith: (rules: readonly string[]) => Judge;
  writer: Model;
  /** What the whole run may cost, earlier tries included. */
  budget: CostLimit;
  /** What of it the search may cost: the rest is for pruning and the test. */
  searchBudget: CostLimit;
  parallel: number;
  now: () => Date;
  /** Ends the run early. Calls in flight are finished and kept. */
  signal: AbortSignal;
}

/** Room for ten rules, and for the thought of a model that thinks before it writes. */
const WRITER = { answer: 2048, thought: 4096 } as const;
/** A judge that refuses so many requests in a row takes none. */
const REFUSED_IN_A_ROW = 8;

/** The ports of a search, and what is to be said of what it paid. */
export interface AlignPorts extends Ports {
  paid(): { calls: number };
  /** Whether a call was not made for want of budget. */
  isCut(): boolean;
}

/**
 * Ports that ask real models, keep every answer, and ask nothing twice: neither in this run nor when it is
 * gone on with. What was answered before counts against the budgets too. Texts are sent only while everybody
 * whose words they are still agrees.
 * @throws {AlignCut} where nothing more may be asked
 */
export async function paidPorts(options: PaidPorts): Promise<AlignPorts> {
  const { database, run, train, judgeWith, writer, budget, searchBudget, parallel, now, signal } = options;
  const known = new Map((await answersOf(database.db, run.id)).map((answer) => [answer.key, answer]));
  const pay = (cost: { tokens: number; usd: number | null }, phase: Phase) => {
    budget.pay(cost);
    if (phase === 'search') searchBudget.pay(cost);
  };
  for (const answer of known.values()) pay(answer, 'search');
  let underWay = 0;
  let isCut = false;
  let refused = 0;
  let waiting: (() => void)[] = [];
  const change = () => new Promise<void>((resolve) => waiting.push(resolve));
  const ended = () => {
    underWay -= 1;
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  /** Waits until another call fits. */
  const begin = async (phase: Phase) => {
    for (;;) {
      if (signal.aborted) throw new AlignCut('stopped');
      const limits = phase === 'search' ? [budget, searchBudget] : [budget];
      const admissions = limits.map((limit) => limit.admits(underWay));
      if (admissions.every((one) => one === 'yes')) break;
      if (admissions.includes('unknown-price')) throw new AlignCut('unknown-price');
      if (admissions.includes('spent')) {
        isCut = true;
        throw new BudgetSpent();
      }
      await change();
    }
    underWay += 1;
  };
  const judges = new Map<string, Judge>();
  const judgeOf = (rules: readonly string[]): Judge => {
    const name = JSON.stringify(rules);
    const judge = judges.get(name) ?? judgeWith(rules);
    judges.set(name, judge);
    return judge;
  };

  const rubrics = new Map<string, Rubrics>();
  /** All lists are tried by one rubric of a question, which is paid once. */
  const rubricsOf = (askId: string): Rubrics => {
    const own = rubrics.get(askId) ?? storedRubrics(database, { askId, shadow: true, now });
    rubrics.set(askId, own);
    return own;
  };
  const check = async (askIds: readonly string[], people: readonly string[] = []) => {
    if (!(await mayStillTeach(database.db, { guildId: run.guildId, askIds, people }))) throw new AlignCut('changed');
  };
  const judgeOnce = async (question: Question, rules: readonly string[]) => {
    try {
      const said = await judgeOf(rules).compare(question);
      refused = 0;
      return { verdict: said.verdict, ...costOf(said, question) };
    } catch (error) {
      // What a server will never take has no verdict: the search would never get past it.
      refused += 1;
      const isRefusal = error instanceof ModelError && error.code === 'bad-request';
      if (!isRefusal || refused >= REFUSED_IN_A_ROW) throw error;
      return { verdict: 'invalid' as const, tokens: 0, usd: 0 };
    }
  };

  return {
    parallel,
    async judge(duel, order, rules, phase) {
      const key = keyOf(['judge', duel.askId, order, ...rules]);
      const before = known.get(key)?.verdict;
      if (before) return before;
      await begin(phase);
      try {
        await check([duel.askId]);
        const [first, second] = order === 'ab' ? [duel.a, duel.b] : [duel.b, duel.a];
        const question = { prompt: duel.prompt, first, second, effort: 'standard', tier: 0, sample: 0 } as const;
        const { verdict, ...cost } = await judgeOnce({ ...question, rubrics: rubricsOf(duel.askId) }, rules);
        await keep({ key, askId: duel.askId, verdict, text: null, ...cost }, phase);
        return verdict;
      } finally {
        ended();
      }
    },
    async write(prompt, attempt) {
      const key = keyOf(['write', prompt, String(attempt)]);
      const before = known.get(key)?.text;
      if (before !== undefined && before !== null) return before;
      await begin('search');
      try {
        const askIds = train.map(({ askId }) => askId);
        const people = [...new Set(train.flatMap(({ whys }) => whys.map(({ voter }) => voter)))];
        await check(askIds, people);
        const { text, reasoning, usage, promptCut } = await writer.reply({
          messages: [{ role: 'user', content: prompt }],
          maxTokens: WRITER.answer + WRITER.thought,
          thinkingTokens: WRITER.thought,
          temperature: 1,
          topP: 1,
        });
        if (promptCut) throw new SaidError(TOO_SHORT);
        // What may quote somebody is kept only if they still agree.
        await check(askIds, people);
        const tokens = (usage.inputTokens ?? prompt.length) + (usage.outputTokens ?? reasoning.length + text.length);
        await keep({ key, askId: null, verdict: null, text, tokens, usd: usage.costUsd }, 'search');
        return text;
      } finally {
        ended();
      }
    },
    finalist: async () => run.finalist,
    async beginTest(rules) {
      await noteFinalist(database.db, run.id, rules);
    },
    paid: () => ({ calls: known.size }),
    isCut: () => isCut,
  };

  async function keep(
    answer: {
      key: string;
      askId: string | null;
      verdict: Verdict | null;
      text: string | null;
      tokens: number;
      usd: number | null;
    },
    phase: Phase,
  ): Promise<void> {
    known.set(answer.key, answer);
    pay(answer, phase);
    if (!(await insertAnswer(database.db, { ...answer, runId: run.id, createdAt: now() })))
      throw new AlignCut('changed');
  }
}

const TOO_SHORT = 'The writer cannot read so long a prompt. Name one with a longer context: --writer MODEL.';

const keyOf = (asked: readonly string[]): string => createHash('sha256').update(JSON.stringify(asked)).digest('hex');
