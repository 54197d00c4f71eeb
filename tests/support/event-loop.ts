import { monitorEventLoopDelay } from 'node:perf_hooks';

/** The longest time that everything else had to wait while this was done; in milliseconds. */
export async function longestWait(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await work();
  // A wait that ends with the work is seen by the next tick.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  return delay.max / 1e6;
}
