import { createHash } from 'node:crypto';
import type { Database } from '../../../db/client.ts';
import { type AlignRun, answersOf, insertAnswer, noteFinalist } from '../../../db/repo/align-runs.ts';
import type { Judge } from '../../judge/judge.ts';
import type { Model } from '../../models/model.ts';
import type { CostLimit } from '../../research/rejudge/cost-limit.ts';
import type { Verdict } from '../../terms.ts';
import { BudgetSpent } from './budget-spent.ts';
import type { Phase, Ports } from './run.ts';

interface PaidPorts {
  database: Pick<Database, 'db'>;
  run: AlignRun;
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

/** Room for ten rules and some thought. */
const WRITER_TOKENS = 2048;

/**
 * Ports that ask real models, keep every answer, and ask nothing twice: neither in this run nor when it is
 * gone on with. What was answered before counts against the budgets too.
 */
export async function paidPorts(options: PaidPorts): Promise<Ports & { paid: () => { calls: number } }> {
  const { database, run, judgeWith, writer, budget, searchBudget, parallel, now, signal } = options;
  const known = new Map((await answersOf(database.db, run.id)).map((answer) => [answer.key, answer]));
  const pay = (cost: { tokens: number; usd: number | null }, phase: Phase) => {
    budget.pay(cost);
    if (phase === 'search') searchBudget.pay(cost);
  };
  for (const answer of known.values()) pay(answer, 'search');
  let underWay = 0;
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
      signal.throwIfAborted();
      const limits = phase === 'search' ? [budget, searchBudget] : [budget];
      const admissions = limits.map((limit) => limit.admits(underWay));
      if (admissions.every((one) => one === 'yes')) break;
      if (admissions.some((one) => one === 'spent' || one === 'unknown-price')) throw new BudgetSpent();
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

  return {
    parallel,
    async judge(duel, order, rules, phase) {
      const key = keyOf(['judge', duel.askId, order, ...rules]);
      const before = known.get(key)?.verdict;
      if (before) return before;
      await begin(phase);
      try {
        const [first, second] = order === 'ab' ? [duel.a, duel.b] : [duel.b, duel.a];
        const question = { prompt: duel.prompt, first, second, effort: 'standard', tier: 0, sample: 0 } as const;
        const { verdict, usage, reasoning, answer } = await judgeOf(rules).compare(question);
        const tokens =
          (usage.inputTokens ?? duel.prompt.length + first.length + second.length) +
          (usage.outputTokens ?? reasoning.length + answer.length);
        await keep({ key, askId: duel.askId, verdict, text: null, tokens, usd: usage.costUsd }, phase);
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
        const { text, usage } = await writer.reply({
          messages: [{ role: 'user', content: prompt }],
          maxTokens: WRITER_TOKENS,
          temperature: 1,
          topP: 1,
        });
        const tokens = (usage.inputTokens ?? prompt.length) + (usage.outputTokens ?? text.length);
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
    await insertAnswer(database.db, { ...answer, runId: run.id, createdAt: now() });
  }
}

const keyOf = (asked: readonly string[]): string => createHash('sha256').update(JSON.stringify(asked)).digest('hex');
