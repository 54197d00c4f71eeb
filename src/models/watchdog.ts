import { ModelError } from './model-error.ts';
import type { Policy } from './policy.ts';

/** Watches one attempt: sets its signal when it has been silent for too long, and knows which time-out it was. */
export interface Watchdog {
  /** For the request; set by a time-out or by the caller's own signal. */
  signal: AbortSignal;
  /** The response's head is there. */
  connected(): void;
  /** A piece of text is there. */
  fed(): void;
  /** The time-out that ended the attempt, or null. */
  bitten(): ModelError | null;
  stop(): void;
}

export function startWatchdog(policy: Policy, outer: AbortSignal): Watchdog {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let reason: ModelError | null = null;
  const set = (ms: number, what: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reason = new ModelError('timeout', `The model ${what} within ${ms / 1000} seconds.`);
      controller.abort(reason);
    }, ms);
  };
  set(policy.connectMs, 'did not answer');
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    connected: () => set(policy.firstTokenMs, 'did not begin to write'),
    fed: () => set(policy.idleMs, 'stopped in the middle and wrote nothing more'),
    bitten: () => reason,
    stop: () => clearTimeout(timer),
  };
}
