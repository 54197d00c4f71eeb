import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../support/figures.ts';

/** How steadily the bench itself went. */
export interface Steadiness {
  seconds: number;
  /** By how much this process began its actions late. */
  sentLateP99Ms: number;
  /** The event loop delay of this process. */
  benchLoopP99Ms: number;
}

/** Begins `count` actions at a steady rate a second, and waits for all of them. */
export async function atRate(
  count: number,
  rate: number,
  action: (number: number) => Promise<void>,
): Promise<Steadiness> {
  const late: number[] = [];
  const actions: Promise<void>[] = [];
  const loop = monitorEventLoopDelay({ resolution: 2 });
  loop.enable();
  const begun = performance.now();
  for (let i = 0; i < count; i++) {
    const due = begun + (i * 1000) / rate;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    late.push(performance.now() - due);
    actions.push(action(i));
  }
  await Promise.all(actions);
  loop.disable();
  return {
    seconds: (performance.now() - begun) / 1000,
    sentLateP99Ms: Number(quantile(late, 0.99).toFixed(1)),
    benchLoopP99Ms: Number((loop.percentile(99) / 1e6).toFixed(1)),
  };
}
