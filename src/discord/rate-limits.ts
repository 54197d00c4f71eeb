import { setTimeout as sleep } from 'node:timers/promises';
import { type RateLimitData, RateLimitError } from 'discord.js';

/**
 * The longest rate limit that is waited for inside a request, in milliseconds. Discord's usual limits end
 * within five seconds.
 */
const PATIENCE_MS = 15_000;

/**
 * Whether discord.js must throw instead of waiting for a rate limit itself. It would wait as long as Discord
 * says, which can be hours, and hold back later requests of that route. Without a time it would send the
 * request again at once, for ever.
 */
export const isTooLong = (limit: RateLimitData): boolean => !(limit.retryAfter > 0) || waitOf(limit) > PATIENCE_MS;

/** Whether discord.js did not wait for a rate limit. */
export const isRateLimit = (error: unknown): error is RateLimitError => error instanceof RateLimitError;

/**
 * Sends again after each rate limit that is over before `until`, in milliseconds since 1970.
 * @throws what `send` throws, also a rate limit that lasts longer
 */
export async function sendBefore<T>(until: number, send: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!isRateLimit(error) || Date.now() + waitOf(error) > until) throw error;
      await sleep(waitOf(error), undefined, { ref: false });
    }
  }
}

/** How long Discord wants no such request, in milliseconds. A limit without a time counts as a long one. */
const waitOf = ({ retryAfter, timeToReset }: Pick<RateLimitData, 'retryAfter' | 'timeToReset'>): number =>
  retryAfter > 0 ? Math.max(retryAfter, timeToReset) : 2 * PATIENCE_MS;
