import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Does work. @returns the longest event loop delay during it, in milliseconds. */
export async function longestWait(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await work();
  // The monitor only sees a delay at its next tick.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  return delay.max / 1e6;
}
