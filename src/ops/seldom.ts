/** Says yes to a key, and then no until `pauseMs` have passed. Nothing is kept of keys whose pause is over. `now` in milliseconds. */
export function openSeldom(pauseMs: number, now: () => number = Date.now): (key: string) => boolean {
  // In the order of their times.
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
