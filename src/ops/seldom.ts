/**
 * Opens a rate limit: true at most once per key in `pauseMs` milliseconds. Expired keys are forgotten.
 *
 * @param now the clock, in milliseconds.
 */
export function openSeldom(pauseMs: number, now: () => number = Date.now): (key: string) => boolean {
  // A Map keeps the order of insertion, so the oldest keys come first.
  const last = new Map<string, number>();
  return (key) => {
    const at = now();
    for (const [old, since] of last) {
      if (at - since < pauseMs) break;
      last.delete(old);
    }
    if (last.has(key)) return false;
    last.set(key, at);
    return true;
  };
}
