import type { Attempt, AttemptReply } from './attempt.ts';
import type { Guard } from './guard.ts';
import type { Model, Usage } from './model.ts';
import { ModelError } from './model-error.ts';
import type { Policy } from './policy.ts';
import { costOf, type Prices } from './prices.ts';
import { startWatchdog } from './watchdog.ts';

/** A vendor's attempt, made a model: with the time-outs, retries and limits of the one policy, and counted. */
export function withPolicy(
  name: string,
  attempt: Attempt,
  { guard, policy, prices }: { guard: Guard; policy: Policy; prices: Prices },
): Model {
  const aborted = (cause?: unknown) => new ModelError('aborted', 'The call is no longer wanted.', { cause });
  return {
    name,
    async reply(request, { signal, onDelta } = {}) {
      if (signal?.aborted) throw aborted();
      const overall = new AbortController();
      const timer = setTimeout(() => overall.abort(), policy.callMs);
      const either = signal ? AbortSignal.any([signal, overall.signal]) : overall.signal;
      let startedAt: number | undefined;
      try {
        const reply = await guard(async (inner) => {
          startedAt ??= performance.now();
          const watchdog = startWatchdog(policy, inner);
          try {
            return await attempt(request, watchdog, onDelta);
          } catch (error) {
            // An abort looks like a broken connection, and must not count against the server.
            if (inner.aborted) throw aborted(error);
            throw watchdog.bitten() ?? error;
          } finally {
            watchdog.stop();
          }
        }, either);
        const latencyMs = startedAt === undefined ? 0 : performance.now() - startedAt;
        return { ...reply, usage: usageOf(reply, name, prices), latencyMs };
      } catch (error) {
        if (signal?.aborted) throw aborted(error);
        if (overall.signal.aborted) {
          const message = `The call took longer than ${policy.callMs / 1000} seconds.`;
          throw new ModelError('timeout', message, { cause: error });
        }
        if (error instanceof ModelError) throw error;
        throw new ModelError('bad-response', 'The model’s server answered in a way that nobody expected.', {
          cause: error,
        });
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** What a server did not count costs an unknown sum, which is not zero. */
function usageOf({ usage }: AttemptReply, name: string, prices: Prices): Usage {
  if (!usage) return { inputTokens: 0, outputTokens: 0, reasoningTokens: null, costUsd: null };
  return { ...usage, costUsd: costOf(prices, name, usage) };
}
