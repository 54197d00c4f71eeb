import { setTimeout as sleep } from 'node:timers/promises';
import type { Judge } from '../judge/judge.ts';
import { isWaking } from '../models/model-error.ts';
import { say } from './progress.ts';

/** Between two tries; the models room spaces its own requests further apart. */
const PAUSE_MS = 5000;

/** A judge that is waited for, for so long, while its server says 503: that is what servers and providers say while they load a model. */
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
              `The judge is being started, or has too much to do (HTTP 503). Waiting for up to ${Math.round(waitMs / 60_000)} minutes.`,
            );
          waiting = true;
          await sleep(pauseMs, undefined, signal ? { signal } : {});
        }
      }
    },
  };
}
