import { abilitiesOf } from './abilities.ts';
import type { Attempt, ScoreAttempt } from './attempt.ts';
import type { CallPolicy } from './call-policy.ts';
import type { AttemptReply } from './draft.ts';
import { withoutEcho } from './echo.ts';
import { withoutTurnTokens } from './end-tokens.ts';
import type { Guard } from './guard.ts';
import type { Model, ModelRequest, ReplyOptions, Usage } from './model.ts';
import { aborted, ModelError } from './model-error.ts';
import { atAnyLength, costOf, type Prices } from './prices.ts';
import { isPromptCut } from './prompt-cut.ts';
import { tryOnce } from './try-once.ts';
import { untilAborted } from './until-aborted.ts';

/** The requests of a vendor, each opened when it is made for the first time. */
export interface Attempts {
  reply: () => Promise<Attempt>;
  /** Absent: the vendor has no reward models. */
  score?: (() => Promise<ScoreAttempt>) | undefined;
}

/** Makes a model of a vendor's attempts: adds time-outs, retries, limits and accounting. */
export function withPolicy(
  name: string,
  attempts: Attempts,
  {
    guard,
    policy,
    prices,
    seen,
  }: { guard: Guard; policy: CallPolicy; prices: Prices; seen: (outcome: string) => void },
): Model {
  const bounds = atAnyLength(prices);

  const openCall = <Reply extends AttemptReply>(openAttempt: () => Promise<Attempt<Reply>>) => {
    let attempt: Attempt<Reply> | undefined;
    return async (request: ModelRequest, { signal, meter, onDelta }: ReplyOptions = {}) => {
      if (signal?.aborted) throw aborted();
      // Before the clocks start: how long we take to load an SDK says nothing about its server.
      attempt ??= await (signal ? untilAborted(openAttempt(), signal, aborted) : openAttempt());
      const overall = new AbortController();
      const timer = setTimeout(() => overall.abort(), policy.callMs);
      const either = signal ? AbortSignal.any([signal, overall.signal]) : overall.signal;
      let startedAt: number | undefined;
      const trying = {
        name,
        attempt,
        policy,
        meter,
        seen,
        onDelta,
        priceOf: (tokens: { inputTokens: number; outputTokens: number }, estimated: boolean) =>
          costOf(estimated ? bounds : prices, name, tokens),
        begun: () => {
          startedAt ??= performance.now();
        },
        whyAborted: () => (signal?.aborted ? 'aborted' : 'timeout'),
      };
      try {
        const reply = await guard((inner, alive) => tryOnce(request, { ...trying, alive }, inner), either);
        const latencyMs = startedAt === undefined ? 0 : performance.now() - startedAt;
        const promptCut = isPromptCut(request, reply.usage?.inputTokens ?? null);
        return { ...reply, promptCut, usage: usageOf(reply, name, prices), latencyMs };
      } catch (error) {
        if (signal?.aborted) throw aborted(error);
        if (!overall.signal.aborted) throw error;
        const message = `The call took longer than ${policy.callMs / 1000} seconds.`;
        throw new ModelError('timeout', message, { cause: error });
      } finally {
        clearTimeout(timer);
      }
    };
  };
  const ask = openCall(attempts.reply);
  const model: Model = {
    name,
    abilities: abilitiesOf(name),
    async reply(request, options) {
      const reply = await ask(request, options);
      return { ...reply, ...withoutWhatWasSent(reply, request) };
    },
  };
  if (!attempts.score) return model;
  const scored = openCall(attempts.score);
  return {
    ...model,
    async score(messages, options) {
      const { score, answeredBy, promptCut, usage, latencyMs } = await scored({ messages, maxTokens: 0 }, options);
      return { score, answeredBy, promptCut, usage, latencyMs };
    },
  };
}

/** A call that the server did not count costs an unknown sum, which is not zero. */
function usageOf({ usage }: AttemptReply, name: string, prices: Prices): Usage {
  if (usage?.inputTokens == null || usage.outputTokens == null)
    return { inputTokens: null, outputTokens: null, reasoningTokens: null, costUsd: null };
  const { inputTokens, outputTokens } = usage;
  return { ...usage, costUsd: costOf(prices, name, { inputTokens, outputTokens }) };
}

/** The model's own words: without the prompt that a server streams back, and without the tokens of a turn. */
function withoutWhatWasSent(
  { text, reasoning }: Pick<AttemptReply, 'text' | 'reasoning'>,
  { system, messages }: ModelRequest,
): Pick<AttemptReply, 'text' | 'reasoning'> {
  const sent = [...(system === undefined ? [] : [system]), ...messages.map(({ content }) => content)];
  const own = (piece: string) => withoutTurnTokens(withoutEcho(piece, sent));
  return { text: own(text), reasoning: own(reasoning) };
}
