import { setTimeout } from 'node:timers/promises';
import type { Trace } from './page/protocol.ts';

/** The poll interval while a page is open, in milliseconds. */
const EVERY_MS = 500;

/** Polls the newest ask once for all open pages, and only while one is open. */
export function followAsk(load: () => Promise<Trace | null>): (send: (trace: Trace | null) => void) => () => void {
  const pages = new Set<(trace: Trace | null) => void>();
  let newest: Trace | null = null;
  let looking = false;
  const look = async () => {
    looking = true;
    while (pages.size > 0) {
      // While the database cannot be reached, the last trace stays.
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
