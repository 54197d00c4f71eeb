import { abilitiesOf } from '../models/abilities.ts';
import { givesScores } from '../reward.ts';
import type { Effort, Tier } from '../terms.ts';
import { formats } from './choose-format.ts';
import { formatOfModel } from './formats/index.ts';
import { ownFormats } from './own-format.ts';
import { budgetFor, longerBudget } from './thought-budgets.ts';

/** One request to a model, in tokens. */
export interface Request {
  inputTokens: number;
  outputTokens: number;
}

/** Those of the program, and those that were read from files since it started. */
const all = () => [...Object.values(formats), ...ownFormats()];

/** Room for the answer, in the format that takes most. */
export const answerTokens = (): number => Math.max(...all().map((format) => format.answerTokens));

/**
 * What a format writes around question and replies: a byte-level tokenizer makes at most one token of a byte.
 */
const frameTokens = (): number =>
  Math.max(
    ...all().map(({ layOut, closing }) => {
      const { system = '', user } = layOut({ prompt: '', first: '', second: '' });
      return bytesOf(system + user + (closing ?? ''));
    }),
  );

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Marks between turns, a model's own template, and what neutralising makes longer. */
const SPARE_TOKENS = 1500;

/**
 * The upper bound of what a judge has prepared once a question.
 * @param writer who is named for it, if anybody is: a format that is set by hand is not known here
 * @param material the question, in tokens
 * @returns null where neither the judge's name nor a writer's tells of anything
 */
export function mostPrepared(judge: string, writer: string | undefined, material: number): Request | null {
  const { prepare } = writer === undefined ? formatOfModel(judge) : (all().find((format) => format.prepare) ?? {});
  if (!prepare) return null;
  return { inputTokens: material + bytesOf(prepare.layOut('')) + SPARE_TOKENS, outputTokens: prepare.answerTokens };
}

/**
 * The upper bound of one comparison: all requests that it may make, one after the other. A thought that runs
 * out of its budget is thought again with the next longer one. Each may be closed by a second request that
 * sends it back as input.
 * @param material question and both replies, in tokens
 */
export function mostRequests(judge: string, effort: Effort, tier: Tier, material: number): Request[] {
  // Two forward passes, which write nothing. JUDGE_FORMAT is not known here: by its name alone.
  if (givesScores(judge)) return [0, 1].map(() => ({ inputTokens: material + SPARE_TOKENS, outputTokens: 0 }));
  const input = material + frameTokens() + SPARE_TOKENS + (formatOfModel(judge).prepare?.answerTokens ?? 0);
  const canForce = abilitiesOf(judge).continuesLast;
  const answer = answerTokens();
  const requests: Request[] = [];
  for (let budget: number | null = budgetFor(effort, tier); budget !== null; budget = longerBudget(budget)) {
    const thought = budget + answer;
    requests.push({ inputTokens: input, outputTokens: thought });
    if (canForce) requests.push({ inputTokens: input + thought, outputTokens: answer });
  }
  return requests;
}
