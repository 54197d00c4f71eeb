import type { Ask } from '../../../db/repo/asks.ts';
import { planCandidates } from '../../candidates/plan.ts';
import { MAX_TOKENS } from '../../candidates/write-candidate.ts';
import { answerTokens, mostPrepared, mostRequests, type Request } from '../../judge/most.ts';
import { MOST_RULE_BYTES } from '../../judge/rules.ts';
import { budgets } from '../../judge/thought-budgets.ts';
import type { Amount } from '../../limits/limits.ts';
import { judgesIn, rulesVersionsIn, withoutRules } from '../../model-name.ts';
import { atAnyLength, costOf, type Prices } from '../../models/prices.ts';
import { MOST_CHECK_TOKENS } from '../../safety/content-check.ts';
import { openStored } from '../../tournament/open-tournament.ts';
import { REMEMBERED_CHARACTERS } from '../conversation.ts';

type Question = Pick<Ask, 'seed' | 'n' | 'effort' | 'settings' | 'prompt' | 'fileText' | 'parentId'>;

/** Generous allowance for system prompts, styles and the marks between turns, in tokens. */
const FRAME = 2000;
/**
 * Bytes per token, estimated high. A call in flight counts one token for every byte of its texts. A real
 * tokenizer makes about one token of four bytes, and of fewer bytes in some scripts.
 */
const BYTES_A_TOKEN = 5;
/** The largest value of a PostgreSQL integer. Calls beyond it are refused. */
const MOST_TOKENS = 2 ** 31 - 1;

/**
 * Computes an upper bound of what an ask may use, to be reserved before it starts. It assumes that
 *
 * - every candidate has its greatest length,
 * - the tournament makes as many comparisons as it may, all with the dearest judge,
 * - every thought exhausts one budget after the other and is each time closed by a second request,
 * - every text goes through the content check,
 * - every judge that needs a rubric has one written.
 *
 * Each request counts once. A retry, after a failure or a crash, must fit into what other requests left over.
 *
 * @returns `unpriced` is true when some request has no known price. A model without any price adds 0 dollars.
 */
export function estimate(ask: Question, prices: Prices): Amount & { unpriced: boolean } {
  // A byte-level tokenizer makes at most one token per byte. A UTF-16 unit has at most three bytes.
  const question = byteLength(ask.prompt) + byteLength(ask.fileText ?? '');
  const pictures = ask.settings.pictures?.tokens ?? 0;
  const conversation = question + pictures + (ask.parentId === null ? 0 : REMEMBERED_CHARACTERS * 3);
  const input = conversation + FRAME;
  const { candidateModels: models, judgeModel, judgeModelStrong, rubricModel, checkModel } = ask.settings;

  const plans = planCandidates({ seed: ask.seed, models, n: ask.n });
  const replies = plans.map(({ model }) => priced(prices, model, [{ inputTokens: input, outputTokens: MAX_TOKENS }]));
  const checks =
    checkModel === undefined ? [] : checksOf(ask.n, question).map((one) => priced(prices, checkModel, [one]));
  const comparisons = openStored(ask.settings.tournament).mostComparisons(ask.n, ask.effort);
  const judges = judgesIn(withoutRules(judgeModel)).models;
  const judged = conversation + 2 * MAX_TOKENS + (rulesVersionsIn(judgeModel).length > 0 ? MOST_RULE_BYTES : 0);
  const ladders = [
    ...judges.map((name) => priced(prices, name, mostRequests(name, ask.effort, 0, judged))),
    ...(judgeModelStrong === null
      ? []
      : [priced(prices, judgeModelStrong, mostRequests(judgeModelStrong, ask.effort, 2, judged))]),
  ];
  // Spare room for one request in flight when all others have used their most.
  const texts = comparisons > 0 ? 2 * MAX_TOKENS + budgets.deep + answerTokens() : checks.length > 0 ? MAX_TOKENS : 0;
  const last = { inputTokens: texts * (BYTES_A_TOKEN - 1), outputTokens: 0 };
  const spare = [...judges, ...(judgeModelStrong === null ? [] : [judgeModelStrong])].map((name) =>
    priced(prices, name, [last]),
  );

  const rubrics = [...judges, ...(judgeModelStrong === null ? [] : [judgeModelStrong])].flatMap((name) => {
    const request = comparisons > 0 ? mostPrepared(name, rubricModel, conversation) : null;
    return request ? [priced(prices, rubricModel ?? name, [request])] : [];
  });

  const single = [...replies, ...checks, ...rubrics];
  const sum = (of: (one: Priced) => number) =>
    single.reduce((total, one) => total + of(one), 0) +
    comparisons * Math.max(...ladders.map(of)) +
    (texts > 0 ? Math.max(...spare.map(of)) : 0);
  const asked = comparisons > 0 ? [...single, ...ladders] : single;
  return {
    asks: 1,
    tokens: Math.min(
      MOST_TOKENS,
      sum(({ tokens }) => tokens),
    ),
    usd: sum(({ usd }) => usd),
    unpriced: asked.some(({ known }) => !known),
  };
}

interface Priced {
  tokens: number;
  /** 0 when the price is unknown. */
  usd: number;
  known: boolean;
}

function priced(prices: Prices, model: string, requests: readonly Request[]): Priced {
  const known = requests.every((request) => costOf(prices, model, request) !== null);
  return {
    tokens: requests.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
    usd: requests.reduce((sum, request) => sum + (costOf(atAnyLength(prices), model, request) ?? 0), 0),
    known,
  };
}

/** The content checks of the question and of every reply. */
const checksOf = (n: number, question: number): Request[] =>
  [question, ...Array.from({ length: n }, () => MAX_TOKENS)].map((text) => ({
    inputTokens: text + FRAME,
    outputTokens: MOST_CHECK_TOKENS,
  }));

const byteLength = (text: string) => new TextEncoder().encode(text).length;
