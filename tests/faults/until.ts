import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the test holds, but no longer than so many milliseconds: what has not come by then shows in the figures. */
export async function until(test: () => Promise<boolean>, patienceMs: number): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!(await test())) {
    if (performance.now() > end) return;
    await sleep(10);
  }
}
