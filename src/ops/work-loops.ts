import type { JobWithMetadata, PgBoss } from 'pg-boss';

/**
 * Does up to `atOnce` jobs of a queue at a time. pg-boss wakes every waiting loop of a process for each new job, and each that is woken asks the
 * database: so only one loop waits, and opens the next when it has found a job. One that has done its job goes on where no other waits.
 */
export async function workInLoops<Data extends object>(
  boss: PgBoss,
  name: string,
  atOnce: number,
  handle: (job: JobWithMetadata<Data>) => Promise<void>,
  ending: AbortSignal,
): Promise<void> {
  let [loops, busy] = [0, 0];
  const open = async () => {
    loops++;
    const id = await boss.work(
      name,
      // NOTIFY wakes a loop for a new job; what comes due later, a closing or a second try, is found by polling.
      { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5, includeMetadata: true },
      async ([job]: JobWithMetadata<Data>[]) => {
        busy++;
        // Fails where the queue has been stopped meanwhile: then there is nothing to open it for.
        if (busy === loops && loops < atOnce) void open().catch(() => loops--);
        try {
          if (job) await handle(job);
        } finally {
          busy--;
          const anotherWaits = loops - busy > 1;
          if (anotherWaits || ending.aborted) {
            loops--;
            void boss.offWork(name, { id, wait: false });
          } else {
            // Otherwise it would look for what waits in the queue only when it polls again.
            boss.notifyWorker(id);
          }
        }
      },
    );
  };
  await open();
}
