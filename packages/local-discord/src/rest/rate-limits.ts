import { createHash } from 'node:crypto';

/** Requests in a bucket. The headers promise them, and nothing counts them: no client waits for a bucket. */
const LIMIT = 1000;
const RESET_SECONDS = 1;

const buckets = new Map<string, string>();

/**
 * The rate limit headers of a route.
 * @param route such as `POST /channels/:channel/messages`
 * @param now milliseconds since 1970
 */
export function limitHeaders(route: string, now: number): Record<string, string> {
  let bucket = buckets.get(route);
  if (!bucket) {
    bucket = createHash('md5').update(route).digest('hex');
    buckets.set(route, bucket);
  }
  return {
    'x-ratelimit-limit': String(LIMIT),
    'x-ratelimit-remaining': String(LIMIT - 1),
    'x-ratelimit-reset': (now / 1000 + RESET_SECONDS).toFixed(3),
    'x-ratelimit-reset-after': RESET_SECONDS.toFixed(3),
    'x-ratelimit-bucket': bucket,
  };
}

export interface GlobalLimit {
  /**
   * Counts a request.
   * @param now milliseconds since 1970
   * @returns the seconds to wait, or 0.
   */
  take(now: number): number;
}

/** Discord's global rate limit: a fixed window of one second. Requests about interactions do not count. */
export function globalLimit(perSecond: number): GlobalLimit {
  let second = 0;
  let used = 0;
  return {
    take(now) {
      const current = Math.floor(now / 1000);
      if (current !== second) {
        second = current;
        used = 0;
      }
      used++;
      return used > perSecond ? second + 1 - now / 1000 : 0;
    },
  };
}
