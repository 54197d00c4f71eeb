/** Time-outs, retries, concurrency and circuit breaker of model calls. Times in milliseconds. */
export interface CallPolicy {
  /**
   * Time-out until the response's head; without it, as long as `firstTokenMs`: llama-server sends no head
   * before one of its slots is free.
   */
  connectMs: number;
  /** Time-out until the first piece of text, prompt processing and cold starts included. */
  firstTokenMs: number;
  /** Idle time-out between two pieces of text. */
  idleMs: number;
  /** Time-out of the whole call: the wait in line, all attempts and the pauses between them. */
  callMs: number;
  /** Attempts in all, the first included. */
  attempts: number;
  /**
   * The longest pause before the second attempt; doubles with each further one (exponential backoff). The
   * pause itself is random below it (full jitter).
   */
  backoffMs: number;
  /** The longest pause: caps both the random backoff and what a server asks for (`Retry-After`). */
  backoffCapMs: number;
  /** Concurrent calls, for each vendor and place. */
  concurrency: number;
  /**
   * This many failures in a row open the circuit breaker: nothing is sent until one call was tried after
   * `breakMs`.
   */
  breakAfter: number;
  breakMs: number;
  /** Uniform in [0, 1). */
  random: () => number;
}

export const defaultPolicy: CallPolicy = {
  connectMs: 120_000,
  firstTokenMs: 120_000,
  idleMs: 60_000,
  callMs: 600_000,
  attempts: 4,
  backoffMs: 1000,
  backoffCapMs: 20_000,
  concurrency: 16,
  breakAfter: 6,
  breakMs: 15_000,
  random: Math.random,
};

/**
 * The pause after a failed attempt: full jitter, plus what the server asked for.
 * @param attempt its number: 1, 2, …
 * @param askedMs what the server asked for (`Retry-After`)
 * @returns milliseconds
 */
export function pauseMs(policy: CallPolicy, attempt: number, askedMs = 0): number {
  const ceiling = Math.min(policy.backoffCapMs, policy.backoffMs * 2 ** (attempt - 1));
  return Math.min(policy.backoffCapMs, askedMs) + policy.random() * ceiling;
}
