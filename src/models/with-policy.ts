import { abilitiesOf } from './abilities.ts';
import type { Attempt } from './attempt.ts';
import type { CallPolicy } from './call-policy.ts';
import type { AttemptReply } from './draft.ts';
import { withoutEcho } from './echo.ts';
import { withoutTurnTokens } from './end-tokens.ts';
import type { Guard } from './guard.ts';
import type { Model, ModelRequest, Usage } from './model.ts';
import { aborted, ModelError } from './model-error.ts';
import { atAnyLength, costOf, type Prices } from './prices.ts';
import { isPromptCut } from './prompt-cut.ts';
import { tryOnce } from './try-once.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * Makes a model of a vendor's attempt: adds time-outs, retries, limits and accounting. The attempt is opened
 * when the model is asked for the first time.
 */
export function withPolicy(
  name: string,
  openAttempt: () => Promise<Attempt>,
  {
    guard,
    policy,
    prices,
    seen,
  }: { guard: Guard; policy: CallPolicy; prices: Prices; seen: (outcome: string) => void },
): Model {
  const bounds = atAnyLength(prices);
  let attempt: Attempt | undefined;
  return {
    name,
    abilities: abilitiesOf(name),
    async reply(request, { signal, meter, onDelta } = {}) {
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
        return {
          ...reply,
          ...withoutWhatWasSent(reply, request),
          promptCut: isPromptCut(request, reply.usage?.inputTokens ?? null),
          usage: usageOf(reply, name, prices),
          latencyMs,
        };
      } catch (error) {
        if (signal?.aborted) throw aborted(error);
        if (!overall.signal.aborted) throw error;
        const message = `The call took longer than ${policy.callMs / 1000} seconds.`;
        throw new ModelError('timeout', message, { cause: error });
      } finally {
        clearTimeout(timer);
      }
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
