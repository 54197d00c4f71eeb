import { createHash } from 'node:crypto';

/** A bucket of requests that nobody will use up: the headers are there, the waiting is not. */
const LIMIT = 1000;
const RESET_SECONDS = 1;

const buckets = new Map<string, string>();

/** Rate limit headers of a route, such as `POST /channels/:channel/messages`. `now` in milliseconds. */
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
  /** Seconds to wait, or 0. */
  take(now: number): number;
}

/** Discord's limit for all requests of a bot but those of interactions; it counts whole seconds. */
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
