import { isBlank } from '../invisible.ts';
import { answererOf } from '../models/answerer.ts';
import type { Meter } from '../models/meter.ts';
import type { Model, ModelMessage, StopReason, Usage } from '../models/model.ts';
import { ModelError } from '../models/model-error.ts';
import { withoutThoughts } from '../models/thoughts.ts';
import type { CandidatePlan } from './plan.ts';

export interface WrittenCandidate {
  /** Without any reasoning. It shows something: not only invisible characters. */
  text: string;
  /** `length`: the reply is cut off, and kept. */
  stopReason: StopReason;
  /** Who answered, as the server says; null where it says nothing. */
  answeredBy: string | null;
  usage: Usage;
  latencyMs: number;
  firstTokenMs: number | null;
}

/** Room for a long answer and the thought before it, in tokens. */
export const MAX_TOKENS = 8192;

const SYSTEM = `You answer a question that somebody asked in a Discord channel. Answer it directly and correctly, in the language of the question. Use Discord's Markdown where it helps. Discord draws no tables, no LaTeX and no HTML: write a list in place of a table, and formulas in plain characters, like x² + ½ ≤ √y. Prefer a few paragraphs to an essay. If you do not know, say so.`;

/** Added in channels that are not age-restricted. */
const FOR_ALL_AGES = 'People from 13 on read this channel: nothing sexual, nothing gory.';

const PROMPT_CUT =
  'The model’s server read only a part of the question: its context is too short. Start it with a longer one.';

const emptiness: Readonly<Record<StopReason, string>> = {
  end: 'The model wrote nothing that could be shown.',
  length: 'The model ran out of tokens before it came to an answer.',
  refused: 'The model declined to answer.',
};

/**
 * Has one candidate written: the reply to the last of these turns. `meter` is told of every request for it.
 * @throws {ModelError} for every failure; an empty reply is one
 */
export async function writeCandidate(
  model: Model,
  turns: readonly ModelMessage[],
  plan: Pick<CandidatePlan, 'temperature' | 'style'> & { ageRestricted?: boolean },
  signal: AbortSignal,
  meter?: Meter,
): Promise<WrittenCandidate> {
  const reply = await model.reply(
    {
      system: [SYSTEM, plan.ageRestricted ? '' : FOR_ALL_AGES, plan.style.hint].filter(Boolean).join('\n'),
      messages: turns,
      maxTokens: MAX_TOKENS,
      temperature: plan.temperature,
    },
    { signal, meter },
  );
  if (reply.promptCut) throw new ModelError('bad-response', PROMPT_CUT);
  const text = withoutThoughts(reply.text);
  if (isBlank(text)) throw new ModelError('bad-response', emptiness[reply.stopReason]);
  const { stopReason, usage, latencyMs, firstTokenMs } = reply;
  return { text, stopReason, answeredBy: answererOf(reply.answeredBy), usage, latencyMs, firstTokenMs };
}
