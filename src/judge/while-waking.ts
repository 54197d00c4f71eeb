import { setTimeout as sleep } from 'node:timers/promises';
import { isWaking } from '../models/model-error.ts';

/** Between two tries; the models room spaces its own requests further apart. */
const PAUSE_MS = 5000;

export interface Waiting {
  /** Told before each pause, with what the judge's server said. What it throws ends the wait. */
  waits: (error: unknown) => void | Promise<void>;
  pauseMs?: number | undefined;
  /** Ends the pause. */
  signal?: AbortSignal | undefined;
  /** A pause that would end later than this is not begun; in milliseconds from now. Absent: as long as the signal allows. */
  mostMs?: number | undefined;
}

/**
 * Asks again and again while the judge is being started: HTTP 503 is what servers and providers say while they load a model.
 * @throws what `ask` throws otherwise, and its last error where time is up; what the signal aborts is an `AbortError`.
 */
export async function whileWaking<T>(ask: () => Promise<T>, waiting: Waiting): Promise<T> {
  const { waits, pauseMs = PAUSE_MS, signal, mostMs = Number.POSITIVE_INFINITY } = waiting;
  const begun = performance.now();
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isWaking(error) || signal?.aborted || performance.now() - begun + pauseMs > mostMs) throw error;
      await waits(error);
    }
    await sleep(pauseMs, undefined, signal ? { signal } : {});
  }
}
