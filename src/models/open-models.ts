import { anthropicAttempt } from './anthropic.ts';
import type { Attempt } from './attempt.ts';
import { type Guard, openGuard } from './guard.ts';
import { huggingFaceAttempt } from './huggingface.ts';
import type { Model } from './model.ts';
import { ModelError } from './model-error.ts';
import { parseModelName } from './names.ts';
import { defaultPolicy, type Policy } from './policy.ts';
import { costOf, type Prices } from './prices.ts';
import { startWatchdog } from './watchdog.ts';

export interface ModelOptions {
  anthropicApiKey?: string | undefined;
  anthropicBaseUrl?: string | undefined;
  hfToken?: string | undefined;
  policy?: Partial<Policy>;
  prices?: Prices;
}

/** Models by their names. Those of one vendor at one place share its limit and its circuit breaker. */
export function openModels(options: ModelOptions): (name: string) => Model {
  const policy = { ...defaultPolicy, ...options.policy };
  const guards = new Map<string, Guard>();
  const models = new Map<string, Model>();
  return (name) => {
    const known = models.get(name);
    if (known) return known;
    const { vendor, model, where } = parseModelName(name);
    const place = `${vendor}@${where ?? ''}`;
    const guard = guards.get(place) ?? openGuard(policy);
    guards.set(place, guard);
    const attempt =
      vendor === 'anthropic'
        ? anthropicAttempt(model, { apiKey: options.anthropicApiKey, baseUrl: options.anthropicBaseUrl })
        : huggingFaceAttempt(model, where, options.hfToken);
    const opened = guarded(name, attempt, guard, policy, options.prices ?? {});
    models.set(name, opened);
    return opened;
  };
}

function guarded(name: string, attempt: Attempt, guard: Guard, policy: Policy, prices: Prices): Model {
  return {
    name,
    async reply(request, { signal, onDelta } = {}) {
      const startedAt = performance.now();
      const overall = AbortSignal.timeout(policy.callMs);
      const either = signal ? AbortSignal.any([signal, overall]) : overall;
      try {
        if (signal?.aborted) throw new ModelError('aborted', 'The call is no longer wanted.');
        const reply = await guard(async (inner) => {
          const watchdog = startWatchdog(policy, inner);
          try {
            return await attempt(request, watchdog, onDelta);
          } catch (error) {
            throw watchdog.bitten() ?? error;
          } finally {
            watchdog.stop();
          }
        }, either);
        const usage = { ...reply.usage, costUsd: costOf(prices, name, reply.usage) };
        return { ...reply, usage, latencyMs: performance.now() - startedAt };
      } catch (error) {
        if (signal?.aborted) throw new ModelError('aborted', 'The call is no longer wanted.', { cause: error });
        if (overall.aborted)
          throw new ModelError('timeout', `The call took longer than ${policy.callMs / 1000} seconds.`, {
            cause: error,
          });
        throw error instanceof ModelError
          ? error
          : new ModelError('bad-response', 'The model’s server answered in a way that nobody expected.', {
              cause: error,
            });
      }
    },
  };
}
