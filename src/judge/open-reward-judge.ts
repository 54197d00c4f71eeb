import { answererOf } from '../models/answerer.ts';
import type { Meter } from '../models/meter.ts';
import type { Model, ModelScore, Usage } from '../models/model.ts';
import { ModelError } from '../models/model-error.ts';
import { asParams, REWARD } from '../reward.ts';
import type { Judge, Judgement } from './judge.ts';
import { neutralise } from './neutralise.ts';
import { estimateTokens, shortenEvenly } from './shorten.ts';
import { sumUsage } from './sum-usage.ts';

/** Rises with every change of what is sent or how it is compared. */
const VERSION = 1;
/** What a chat template puts around two messages, generously; in tokens. */
const FRAME_TOKENS = 64;
/** Scores that are kept: a tournament and a file's rows at work ask for the same ones again. */
const MOST_KEPT = 512;

/** One reply with its score, and what was changed in it before. */
interface Scored extends ModelScore {
  notes: readonly string[];
}

export interface RewardJudgeOptions {
  model: string;
  openModel: (name: string) => Model;
  contextTokens: number;
}

/**
 * A judge that scores each reply by itself; of a pair the higher score is the better one, and equal scores
 * are no verdict. A reply is scored once, however often it is compared: its tokens stand at the first
 * comparison.
 */
export function openRewardJudge({ model: name, openModel, contextTokens }: RewardJudgeOptions): Judge {
  const kept = new Map<string, Promise<Scored>>();

  /** Each reply is prepared without a look at the other one, so that its score is the same beside any. */
  async function ask(prompt: string, reply: string, signal?: AbortSignal, meter?: Meter): Promise<Scored> {
    const model = openModel(name);
    if (!model.score)
      throw new ModelError('bad-request', 'This vendor has no reward models: serve one yourself, with vLLM.');
    const notes: string[] = [];
    const room = contextTokens - FRAME_TOKENS;
    const question = harmless('the question', prompt, Math.floor(room / 2), notes);
    const answer = harmless('the reply', reply, room - estimateTokens(question), notes);
    const messages = [
      { role: 'user' as const, content: question },
      { role: 'assistant' as const, content: answer },
    ];
    return { ...(await model.score(messages, { signal, meter })), notes };
  }

  /** @returns the score, and whether this call paid for it */
  async function score(
    prompt: string,
    reply: string,
    signal?: AbortSignal,
    meter?: Meter,
  ): Promise<{ scored: Scored; asked: boolean }> {
    const key = JSON.stringify([prompt, reply]);
    const before = kept.get(key);
    if (before) {
      try {
        return { scored: await before, asked: false };
      } catch (error) {
        // Whoever asked first may have been called off. That says nothing about this call.
        if (signal?.aborted || !(error instanceof ModelError && error.code === 'aborted')) throw error;
        return score(prompt, reply, signal, meter);
      }
    }
    const asking = ask(prompt, reply, signal, meter);
    kept.set(key, asking);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    try {
      return { scored: await asking, asked: true };
    } catch (error) {
      if (kept.get(key) === asking) kept.delete(key);
      throw error;
    }
  }

  return {
    model: name,
    greedy: true,
    givesScores: true,
    async compare({ prompt, first, second }, signal, meter) {
      const startedAt = performance.now();
      const both = await Promise.allSettled([
        score(prompt, first, signal, meter),
        score(prompt, second, signal, meter),
      ]);
      const [one, other] = both.map((ended) => {
        if (ended.status === 'rejected') throw ended.reason;
        return ended.value;
      }) as [Awaited<ReturnType<typeof score>>, Awaited<ReturnType<typeof score>>];
      const named = [
        { scored: one.scored, of: 'the first reply' },
        { scored: other.scored, of: 'the second reply' },
      ];
      return {
        ...verdictOf(one.scored, other.scored),
        conflict: false,
        forced: false,
        reasoning: '',
        answer: '',
        notes: [
          ...new Set(named.flatMap(({ scored, of }) => scored.notes.map((note) => note.replace('the reply', of)))),
        ],
        model: name,
        answeredBy: answererOf(other.scored.answeredBy) ?? answererOf(one.scored.answeredBy),
        format: REWARD,
        formatVersion: VERSION,
        usage: sumUsage([one, other].map(({ scored, asked }) => (asked ? scored.usage : NOTHING))),
        latencyMs: performance.now() - startedAt,
      } satisfies Judgement;
    },
  };
}

const NOTHING: Usage = { inputTokens: 0, outputTokens: 0, reasoningTokens: null, costUsd: 0 };

/** A score of half a prompt is kept from every comparison, and from what is stored. */
function verdictOf(one: ModelScore, other: ModelScore): Pick<Judgement, 'verdict' | 'invalidReason' | 'params'> {
  if (one.promptCut || other.promptCut) return { verdict: 'invalid', invalidReason: 'prompt-cut', params: {} };
  const params = asParams({ first: one.score, second: other.score });
  if (one.score === other.score) return { verdict: 'invalid', invalidReason: 'tie', params };
  return { verdict: one.score > other.score ? 'first' : 'second', invalidReason: null, params };
}

/** Makes special tokens of the chat template harmless, and shortens what does not fit. */
function harmless(name: string, text: string, roomTokens: number, notes: string[]): string {
  const { text: clean, notes: done } = neutralise(text);
  notes.push(...done.map((note) => `In ${name}, ${note}.`));
  const { texts, cut } = shortenEvenly([clean], Math.max(0, roomTokens));
  if (!cut) return clean;
  notes.push(`In ${name}, the middle was left out: it was too long for the judge.`);
  return neutralise(texts[0] ?? '').text;
}
