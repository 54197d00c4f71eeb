import type { Ask } from '../../../db/repo/asks.ts';
import { planCandidates } from '../../candidates/plan.ts';
import { MAX_TOKENS } from '../../candidates/write-candidate.ts';
import { ANSWER_TOKENS, mostRequests, type Request } from '../../judge/most.ts';
import { budgets } from '../../judge/thought-budgets.ts';
import type { Amount } from '../../limits/limits.ts';
import { atAnyLength, costOf, type Prices } from '../../models/prices.ts';
import { MOST_CHECK_TOKENS } from '../../safety/content-check.ts';
import { openTournament } from '../../tournament/open-tournament.ts';
import { REMEMBERED_CHARACTERS } from '../conversation.ts';

type Question = Pick<Ask, 'seed' | 'n' | 'effort' | 'settings' | 'prompt' | 'fileText' | 'parentId'>;

/** System prompts, styles and the marks between turns; in tokens, generously. */
const FRAME = 2000;
/** A call on its way counts with a token for every byte of its texts; a tokenizer makes one of some four, of other scripts than ours too. */
const BYTES_A_TOKEN = 5;
/** The column of a reservation ends here; what an ask could take beyond that is not begun. */
const MOST_TOKENS = 2 ** 31 - 1;

/**
 * The most that an ask may take, so that it can be reserved: every candidate as long as it may get; every comparison that the tournament may make, by the
 * dearer judge, with a thought that runs out of every budget and is closed by force each time; every text held against the content check. Each request once:
 * what is asked again, after a failure or a crash, has to find room in what others did not use.
 */
export function estimate(ask: Question, prices: Prices): Amount & { unpriced: boolean } {
  // A byte-level tokenizer makes at most one token of a byte; a character has at most three bytes a UTF-16 unit.
  const question = byteLength(ask.prompt) + byteLength(ask.fileText ?? '');
  const conversation = question + (ask.parentId === null ? 0 : REMEMBERED_CHARACTERS * 3);
  const input = conversation + FRAME;
  const { candidateModels: models, judgeModel, judgeModelStrong, checkModel } = ask.settings;

  const plans = planCandidates({ seed: ask.seed, models, n: ask.n });
  const replies = plans.map(({ model }) => priced(prices, model, [{ inputTokens: input, outputTokens: MAX_TOKENS }]));
  const checks =
    checkModel === undefined ? [] : checksOf(ask.n, question).map((one) => priced(prices, checkModel, [one]));
  const comparisons = openTournament(ask.settings.tournament).mostComparisons(ask.n, ask.effort);
  const ladders = [
    priced(prices, judgeModel, mostRequests(judgeModel, ask.effort, 0, conversation + 2 * MAX_TOKENS)),
    ...(judgeModelStrong === null
      ? []
      : [
          priced(
            prices,
            judgeModelStrong,
            mostRequests(judgeModelStrong, ask.effort, 2, conversation + 2 * MAX_TOKENS),
          ),
        ]),
  ];
  // The one request that is on its way when all the others have taken their most.
  const texts = comparisons > 0 ? 2 * MAX_TOKENS + budgets.deep + ANSWER_TOKENS : checks.length > 0 ? MAX_TOKENS : 0;
  const last = { inputTokens: texts * (BYTES_A_TOKEN - 1), outputTokens: 0 };
  const spare = [judgeModel, ...(judgeModelStrong === null ? [] : [judgeModelStrong])].map((name) =>
    priced(prices, name, [last]),
  );

  const single = [...replies, ...checks];
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
  /** 0 where the price is not known. */
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

/** The question, and every reply. */
const checksOf = (n: number, question: number): Request[] =>
  [question, ...Array.from({ length: n }, () => MAX_TOKENS)].map((text) => ({
    inputTokens: text + FRAME,
    outputTokens: MOST_CHECK_TOKENS,
  }));

const byteLength = (text: string) => new TextEncoder().encode(text).length;
