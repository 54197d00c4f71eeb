/** How patient and how insistent calls are. Times in milliseconds. */
export interface CallPolicy {
  /** To the response's head. A server that is cold, or behind a queue, may be slow with it. */
  connectMs: number;
  /** To the first piece of text; prompt processing and cold starts fall into it. */
  firstTokenMs: number;
  /** Between two pieces of text. */
  idleMs: number;
  /** The whole call: the wait in line, all attempts and the pauses between them. */
  callMs: number;
  /** Attempts in all, the first included. */
  attempts: number;
  /** The longest pause before the second attempt; doubles with each further one. The pause itself is random below it ("full jitter"). */
  backoffMs: number;
  /** What a server asks for (`Retry-After`) is granted up to here, and the random pause grows no further. */
  backoffCapMs: number;
  /** Calls under way at once, for each vendor and place. */
  concurrency: number;
  /** So many failures in a row open the circuit: nothing is sent until one call has been tried after `breakMs`. */
  breakAfter: number;
  breakMs: number;
  /** 0 to below 1. */
  random: () => number;
}

export const defaultPolicy: CallPolicy = {
  connectMs: 60_000,
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

/** Milliseconds to wait after the attempt of this number (1, 2, …) failed; `askedMs`: what the server asked for. */
export function pauseMs(policy: CallPolicy, attempt: number, askedMs = 0): number {
  const ceiling = Math.min(policy.backoffCapMs, policy.backoffMs * 2 ** (attempt - 1));
  return Math.min(policy.backoffCapMs, askedMs) + policy.random() * ceiling;
}
