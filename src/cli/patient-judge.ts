import type { Judge } from '../judge/judge.ts';
import { whileWaking } from '../judge/while-waking.ts';
import { say } from './progress.ts';

/**
 * A judge that is waited for, for at most `waitMs` a comparison, while its server says that it is being
 * started.
 */
export function patientJudge(judge: Judge, waitMs: number, pauseMs?: number): Judge {
  let waiting = false;
  return {
    model: judge.model,
    async compare(question, signal) {
      const judgement = await whileWaking(() => judge.compare(question, signal), {
        waits() {
          if (!waiting)
            say(
              `The judge is being started, or has too much to do (HTTP 503). Waiting for up to ${Math.round(waitMs / 60_000)} minutes.`,
            );
          waiting = true;
        },
        pauseMs,
        signal,
        mostMs: waitMs,
      });
      waiting = false;
      return judgement;
    },
  };
}
