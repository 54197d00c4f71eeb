import { abilitiesOf } from '../models/abilities.ts';
import type { Effort, Tier } from '../terms.ts';
import { formats } from './choose-format.ts';
import { budgetFor, longerBudget } from './thought-budgets.ts';

/** One request to a model, in tokens. */
export interface Request {
  inputTokens: number;
  outputTokens: number;
}

const all = Object.values(formats);
/** Room for the answer, in the format that takes most. */
export const ANSWER_TOKENS = Math.max(...all.map(({ answerTokens }) => answerTokens));
/**
 * What a format writes around question and replies: a byte-level tokenizer makes at most one token of a byte.
 */
const FRAME_TOKENS = Math.max(
  ...all.map(({ layOut, closing }) => {
    const { system = '', user } = layOut({ prompt: '', first: '', second: '' });
    return new TextEncoder().encode(system + user + (closing ?? '')).length;
  }),
);
/** Marks between turns, a model's own template, and what neutralising makes longer. */
const SPARE_TOKENS = 1500;

/**
 * The upper bound of one comparison: all requests that it may make, one after the other. A thought that runs
 * out of its budget is thought again with the next longer one. Each may be closed by a second request that
 * sends it back as input.
 * @param material question and both replies, in tokens
 */
export function mostRequests(judge: string, effort: Effort, tier: Tier, material: number): Request[] {
  const input = material + FRAME_TOKENS + SPARE_TOKENS;
  const canForce = abilitiesOf(judge).continuesLast;
  const requests: Request[] = [];
  for (let budget: number | null = budgetFor(effort, tier); budget !== null; budget = longerBudget(budget)) {
    const thought = budget + ANSWER_TOKENS;
    requests.push({ inputTokens: input, outputTokens: thought });
    if (canForce) requests.push({ inputTokens: input + thought, outputTokens: ANSWER_TOKENS });
  }
  return requests;
}
