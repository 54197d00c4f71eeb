import type { Attempt, AttemptReply } from './attempt.ts';
import type { Guard } from './guard.ts';
import type { Spent } from './meter.ts';
import type { Model, ModelRequest, Usage } from './model.ts';
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
    async reply(request, { signal, onDelta, meter } = {}) {
      if (signal?.aborted) throw aborted();
      const overall = new AbortController();
      const timer = setTimeout(() => overall.abort(), policy.callMs);
      const either = signal ? AbortSignal.any([signal, overall.signal]) : overall.signal;
      let startedAt: number | undefined;
      try {
        const reply = await guard(async (inner) => {
          const priced = (inputTokens: number, outputTokens: number): Spent => ({
            ...{ inputTokens, outputTokens },
            costUsd: costOf(prices, name, { inputTokens, outputTokens }),
          });
          const input = bytesOf(request);
          const ticket = await meter?.begin(name, priced(input, request.maxTokens));
          if (inner.aborted) {
            await ticket?.end(priced(0, 0), { estimated: false, outcome: 'aborted' });
            throw aborted();
          }
          startedAt ??= performance.now();
          const watchdog = startWatchdog(policy, inner);
          let streamed = 0;
          const ended = (reply: AttemptReply | null, outcome: string, nothing = false) => {
            const { inputTokens = -1, outputTokens = -1 } = reply?.usage ?? {};
            const counted = [inputTokens, outputTokens].every((n) => Number.isSafeInteger(n) && n >= 0);
            const spent = counted
              ? priced(inputTokens, outputTokens)
              : nothing
                ? priced(0, 0)
                : priced(input, Math.min(request.maxTokens, streamed));
            return ticket?.end(spent, { estimated: !counted && !nothing, outcome });
          };
          try {
            const reply = await attempt(request, watchdog, (delta) => {
              streamed += Buffer.byteLength(`${delta.text ?? ''}${delta.reasoning ?? ''}`);
              onDelta?.(delta);
            });
            await ended(reply, 'done');
            const { inputTokens = 0, outputTokens = 0 } = reply.usage ?? {};
            const sane = [inputTokens, outputTokens].every((n) => Number.isSafeInteger(n) && n >= 0);
            return sane ? reply : { ...reply, usage: null };
          } catch (error) {
            const known = inner.aborted ? aborted(error) : (watchdog.bitten() ?? error);
            const { code = 'unknown', status } = known instanceof ModelError ? known : {};
            // Nothing listened there, or the server said that it did nothing.
            const nothing =
              (code === 'unavailable' && status === undefined && watchdog.stage() === 'connecting') ||
              (status !== undefined && (status < 500 || status === 503) && streamed === 0);
            await ended(null, code, nothing);
            throw known;
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

/** No tokenizer makes more than one token of a byte; a message's frame takes a few. */
const bytesOf = ({ system = '', messages }: ModelRequest): number =>
  [system, ...messages.map(({ content }) => content)].reduce((sum, text) => sum + Buffer.byteLength(text) + 16, 16);

/** What a server did not count costs an unknown sum, which is not zero. */
function usageOf({ usage }: AttemptReply, name: string, prices: Prices): Usage {
  if (!usage) return { inputTokens: 0, outputTokens: 0, reasoningTokens: null, costUsd: null };
  return { ...usage, costUsd: costOf(prices, name, usage) };
}
