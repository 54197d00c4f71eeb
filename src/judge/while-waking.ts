import { setTimeout as sleep } from 'node:timers/promises';
import { isWaking } from '../models/model-error.ts';

/** The pause between two tries; the models room spaces its own requests further apart. */
const PAUSE_MS = 5000;

export interface Waiting {
  /** Called before each pause with the server's error. What it throws ends the wait. */
  waits: (error: unknown) => void | Promise<void>;
  pauseMs?: number | undefined;
  /** Ends the pause. */
  signal?: AbortSignal | undefined;
  /**
   * The longest wait, in milliseconds from now: a pause that would end later is not begun. Absent: no limit.
   */
  mostMs?: number | undefined;
}

/**
 * Retries while the judge is being started: HTTP 503 is what servers and providers say while they load a
 * model.
 * @throws any other error of `ask`, its last error when time is up, and an `AbortError` when the signal ends
 * a pause
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
