import type { Log } from '../../ops/log.ts';

const PAUSE_MS = 60_000;

/** Counts what is refused by status; a line a minute says so, however many strangers knock. */
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
