import type { Judge } from '../judge/judge.ts';
import { whileWaking } from '../judge/while-waking.ts';
import { say } from './progress.ts';

/**
 * A judge that waits up to `waitMs` for each comparison while its server answers 503, as servers and
 * providers
 * do while they load a model.
 */
export function patientJudge(judge: Judge, waitMs: number, pauseMs?: number): Judge {
  let waiting = false;
  return {
    model: judge.model,
    greedy: judge.greedy ?? false,
    givesScores: judge.givesScores ?? false,
    jury: judge.jury,
    async compare(question, signal) {
      const judgement = await whileWaking(() => judge.compare(question, signal), {
        waits() {
          if (!waiting)
            say(
              `The judge is being started, or is overloaded (HTTP 503). Waiting for up to ${Math.round(waitMs / 60_000)} minutes.`,
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
