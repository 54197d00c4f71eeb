import type { Log } from '../../ops/log.ts';

const PAUSE_MS = 60_000;

/** Counts refused requests by status, and logs the counts at most once a minute. */
export function openRefusals(log: Log, now: () => number): (status: number) => void {
  let refused: Record<number, number> = {};
  let saidAt = Number.NEGATIVE_INFINITY;
  return (status) => {
    refused[status] = (refused[status] ?? 0) + 1;
    if (now() - saidAt < PAUSE_MS) return;
    log.warn({ refused }, 'requests to the address for interactions were refused');
    refused = {};
    saidAt = now();
  };
}
