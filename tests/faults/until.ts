import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `test` holds. Does not throw after `patienceMs`: the run's figures show what is missing. */
export async function until(test: () => Promise<boolean>, patienceMs: number): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!(await test())) {
    if (performance.now() > end) return;
    await sleep(10);
  }
}
