import {
  BrokenCircuitError,
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  type IPolicy,
  retry,
  wrap,
} from 'cockatiel';
import { type CallPolicy, pauseMs } from './call-policy.ts';
import { aborted, ModelError } from './model-error.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * What all calls to one vendor at one place share: retries, concurrency limit, circuit breaker. An abort ends
 * a wait in line, or a pause between two attempts, at once. `work` that is already running must end itself,
 * and calls `alive` for every piece of text.
 */
export type Guard = <T>(
  work: (signal: AbortSignal, alive: () => void) => Promise<T>,
  signal: AbortSignal,
) => Promise<T>;

const worthAnotherTry = (error: unknown) =>
  error instanceof ModelError && !error.begun && ['rate-limited', 'unavailable', 'timeout', 'cut'].includes(error.code);
/** Neither a rate limit nor a refused request is a sign of a broken server. */
const brokenServer = (error: unknown) =>
  error instanceof ModelError && ['unavailable', 'timeout', 'cut', 'bad-response'].includes(error.code);
/** A server that wrote something so lately is not broken. */
const ALIVE_MS = 10_000;
const waitedInVain = (error: unknown) => error instanceof ModelError && error.code === 'timeout' && !error.begun;

/**
 * Wraps retries around a concurrency limit (bulkhead) around a circuit breaker: a call that waited in line
 * asks the breaker last.
 */
export function openGuard(policy: CallPolicy): Guard {
  const retries = retry(handleWhen(worthAnotherTry), {
    maxAttempts: policy.attempts - 1,
    backoff: new DelegateBackoff((context) => {
      const error = 'error' in context.result ? context.result.error : null;
      return pauseMs(policy, context.attempt, error instanceof ModelError ? error.retryAfterMs : 0);
    }),
  }).dangerouslyUnref();
  let aliveAt = Number.NEGATIVE_INFINITY;
  const alive = () => {
    aliveAt = performance.now();
  };
  // A server with few slots lets further calls wait without a word while it writes to others.
  const isQueueing = (error: unknown) => waitedInVain(error) && performance.now() - aliveAt < ALIVE_MS;
  const isSignOfTrouble = (error: unknown) => brokenServer(error) && !isQueueing(error);
  const breaker = circuitBreaker(handleWhen(isSignOfTrouble), {
    halfOpenAfter: policy.breakMs,
    breaker: new ConsecutiveBreaker(policy.breakAfter),
  });
  const limit = bulkhead(policy.concurrency, Number.POSITIVE_INFINITY);
  let last: ModelError | undefined;
  const all: IPolicy = wrap(retries, limit, breaker);
  return async (work, signal) => {
    let underWay: Promise<unknown> | null = null;
    const everything = all.execute(async ({ signal: inner }) => {
      inner.throwIfAborted();
      const once = work(inner, alive);
      underWay = once.catch(() => {});
      return await once.catch((error: unknown) => {
        if (isSignOfTrouble(error)) last = error as ModelError;
        throw error;
      });
    }, signal);
    try {
      // The library's pause between attempts does not end with the signal, so the caller does not wait for
      // it.
      return await untilAborted(everything, signal, aborted, () => underWay);
    } catch (error) {
      if (error instanceof BrokenCircuitError) {
        // Keeps the status of what opened the circuit: a server that is being started is waited for, a dead
        // one is not.
        const status = last?.status === undefined ? {} : { status: last.status };
        const why = last ? `${last.message} ` : '';
        const message = `${why}That was too often just now, and the server is given a rest.`;
        throw new ModelError('circuit-open', message, { ...status, cause: error });
      }
      throw error;
    }
  };
}
