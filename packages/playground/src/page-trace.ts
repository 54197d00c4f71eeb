import { setTimeout } from 'node:timers/promises';
import type { Trace } from './page/protocol.ts';

/** How often is looked while somebody looks on; milliseconds. */
const EVERY_MS = 500;

/** Follows the newest ask for every open page at once, and only while one is open. */
export function followAsk(load: () => Promise<Trace | null>): (send: (trace: Trace | null) => void) => () => void {
  const pages = new Set<(trace: Trace | null) => void>();
  let newest: Trace | null = null;
  let looking = false;
  const look = async () => {
    looking = true;
    while (pages.size > 0) {
      // The database may be away for a moment; what was seen last stays.
      const now = await load().catch(() => newest);
      if (JSON.stringify(now) !== JSON.stringify(newest)) {
        newest = now;
        for (const send of pages) send(newest);
      }
      await setTimeout(EVERY_MS);
    }
    looking = false;
  };
  return (send) => {
    pages.add(send);
    send(newest);
    if (!looking) void look();
    return () => void pages.delete(send);
  };
}
