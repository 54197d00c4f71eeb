import type { JobWithMetadata, PgBoss } from 'pg-boss';

/**
 * Handles up to `atOnce` jobs of a queue at a time, without a thundering herd. pg-boss wakes every idle loop
 * of a process for each new job, and each one then queries the database. So only one loop is idle. When it
 * gets a job it opens the next loop. A loop that has done its job continues only if no other loop is idle.
 *
 * @param pollSeconds how often the idle loop looks for jobs where nothing announces them, at least 0.5.
 */
export async function workInLoops<Data extends object>(
  boss: PgBoss,
  name: string,
  atOnce: number,
  handle: (job: JobWithMetadata<Data>) => Promise<void>,
  ending: AbortSignal,
  pollSeconds = 2,
): Promise<void> {
  let [loops, busy] = [0, 0];
  const open = async () => {
    loops++;
    const id = await boss.work(
      name,
      // NOTIFY announces new jobs only. Jobs that become due later, such as retries, are found by polling.
      { pollingIntervalSeconds: pollSeconds, notifyPollingIntervalSeconds: 5, includeMetadata: true },
      async ([job]: JobWithMetadata<Data>[]) => {
        busy++;
        // Fails when the queue has been stopped meanwhile; then no loop is needed.
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
            // Looks for waiting jobs at once; otherwise the loop would sleep until its next poll.
            boss.notifyWorker(id);
          }
        }
      },
    );
  };
  await open();
}
