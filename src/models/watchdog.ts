import type { CallPolicy } from './call-policy.ts';
import { ModelError } from './model-error.ts';

/** The stage of an attempt: nothing yet, the response's head, the first piece of text. */
export type Stage = 'connecting' | 'waiting' | 'writing';

/** Watches one attempt: aborts it when it has been silent for too long, and knows which time-out it was. */
export interface Watchdog {
  /** The signal for the request: aborted by a time-out, by the caller's own signal, or at the end. */
  signal: AbortSignal;
  stage(): Stage;
  /** To be called when the response's head has come. */
  connected(): void;
  /** To be called when a piece of text has come. */
  fed(): void;
  /** @returns the time-out that ended the attempt, or null */
  bitten(): ModelError | null;
  /**
   * To be called when the attempt is over: closes what is left of its connection. SDKs leave one open when
   * they stop reading.
   */
  stop(): void;
}

export function startWatchdog(policy: CallPolicy, outer: AbortSignal): Watchdog {
  const controller = new AbortController();
  let stage: Stage = 'connecting';
  let timer: NodeJS.Timeout | undefined;
  let reason: ModelError | null = null;
  const set = (ms: number, what: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reason = new ModelError('timeout', `The model ${what} within ${ms / 1000} seconds.`, {
        begun: stage === 'writing',
      });
      controller.abort(reason);
    }, ms);
  };
  set(policy.connectMs, 'did not answer');
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    stage: () => stage,
    connected() {
      if (stage !== 'connecting') return;
      stage = 'waiting';
      set(policy.firstTokenMs, 'did not begin to write');
    },
    fed() {
      stage = 'writing';
      set(policy.idleMs, 'stopped in the middle and wrote nothing more');
    },
    bitten: () => reason,
    stop() {
      clearTimeout(timer);
      controller.abort();
    },
  };
}
