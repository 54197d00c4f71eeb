import { setTimeout as sleep } from 'node:timers/promises';
import type { Judge } from '../judge/judge.ts';
import { isWaking } from '../models/model-error.ts';
import { say } from './progress.ts';

/**
 * The pause between two tries, in milliseconds. The models room has longer pauses of its own between
 * requests.
 */
const PAUSE_MS = 5000;

/**
 * A judge that waits up to `waitMs` while its server answers 503, as servers and providers do while they load
 * a model.
 */
export function patientJudge(judge: Judge, waitMs: number, pauseMs = PAUSE_MS): Judge {
  let waiting = false;
  return {
    model: judge.model,
    async compare(question, signal) {
      const begun = performance.now();
      for (;;) {
        try {
          const judgement = await judge.compare(question, signal);
          waiting = false;
          return judgement;
        } catch (error) {
          if (!isWaking(error) || performance.now() - begun + pauseMs > waitMs) throw error;
          if (!waiting)
            say(
              `The judge is being started, or is overloaded (HTTP 503). Waiting for up to ${Math.round(waitMs / 60_000)} minutes.`,
            );
          waiting = true;
          await sleep(pauseMs, undefined, signal ? { signal } : {});
        }
      }
    },
  };
}
