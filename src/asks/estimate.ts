import type { Ask } from '../../db/repo/asks.ts';
import { planCandidates } from '../candidates/plan.ts';
import { MAX_TOKENS } from '../candidates/write-candidate.ts';
import { budgets } from '../judge/budget.ts';
import { costOf, type Prices } from '../models/prices.ts';
import type { Amount } from '../policy/limits.ts';
import { readPolicy } from '../tournament/policy.ts';
import { mostComparisons } from './caps.ts';
import { REMEMBERED_CHARACTERS } from './conversation.ts';

type Question = Pick<Ask, 'seed' | 'n' | 'effort' | 'settings' | 'prompt' | 'fileText' | 'parentId'>;

/** System prompts, templates, and a judge's answer behind its reasoning; in tokens, generously. */
const FRAME = 2000;

/**
 * The most that an ask may take, so that it can be reserved: every candidate as long as it may get, every comparison that the tournament may
 * make, thought through to the longest budget. Not in it: second calls where a verdict was cut off, and calls made again after a crash.
 */
export function estimate(ask: Question, prices: Prices): Amount & { unpriced: boolean } {
  // A byte-level tokenizer makes at most one token of a byte; a character has at most three bytes a UTF-16 unit.
  const question = byteLength(ask.prompt) + byteLength(ask.fileText ?? '');
  const input = question + (ask.parentId === null ? 0 : REMEMBERED_CHARACTERS * 3) + FRAME;
  const reply = { inputTokens: input, outputTokens: MAX_TOKENS };
  const comparison = { inputTokens: input + 2 * MAX_TOKENS, outputTokens: budgets.deep + FRAME };
  const { candidateModels: models, judgeModel, judgeModelStrong } = ask.settings;

  const plans = planCandidates({ seed: ask.seed, models, n: ask.n });
  const replies = plans.map(({ model }) => costOf(prices, model, reply));
  const comparisons = worstComparisons(ask);
  const judges = judgeModelStrong === null ? [judgeModel] : [judgeModel, judgeModelStrong];
  const verdicts = comparisons === 0 ? [0] : judges.map((judge) => costOf(prices, judge, comparison));
  const total = ({ inputTokens, outputTokens }: typeof reply) => inputTokens + outputTokens;
  return {
    asks: 1,
    tokens: ask.n * total(reply) + comparisons * total(comparison),
    usd:
      replies.reduce<number>((sum, usd) => sum + (usd ?? 0), 0) +
      comparisons * Math.max(...verdicts.map((usd) => usd ?? 0)),
    unpriced: [...replies, ...verdicts].includes(null),
  };
}

/** The most comparisons that an ask's tournament may make. */
export function worstComparisons(ask: Pick<Ask, 'n' | 'effort' | 'settings'>): number {
  const { n } = ask;
  if (n < 2) return 0;
  const capped = mostComparisons(ask);
  if (capped !== undefined) return capped;
  const [kind, ...rest] = ask.settings.tournament.split(':');
  const policy = readPolicy(rest.join(':') || 'single');
  const votes = policy?.votes ?? 1;
  if (kind === 'knockout') return (n - 1) * votes;
  return policy ? ((n * (n - 1)) / 2) * votes : n * Number(rest[0]);
}

const byteLength = (text: string) => new TextEncoder().encode(text).length;
