import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import type { Db } from '../../db/client.ts';
import type { Log } from './log.ts';

/** The jobs that there are, and what each is given. */
export interface Jobs {
  'ask-run': { askId: string };
  'ballot-close': { ballotId: string };
  /** Takes the answer off a message whose ask is deleted. */
  'message-erase': { channelId: string; messageId: string };
  /** Deletes all of a server that the bot was removed from. */
  'guild-purge': { guildId: string };
  /** Empties what has grown too old. */
  retention: Record<string, never>;
}

export interface Queue {
  /** Inside the transaction `tx`: the job exists exactly if the transaction commits. `startAfter`: not before. */
  send<Name extends keyof Jobs>(tx: Db, name: Name, data: Jobs[Name], startAfter?: Date): Promise<void>;
  /** Sends a job at every such time (cron, UTC), once for all processes. */
  schedule(name: 'retention', cron: string): Promise<void>;
  /** Does up to `atOnce` jobs at a time. A handler that throws is tried again. */
  work<Name extends keyof Jobs>(
    name: Name,
    atOnce: number,
    handler: (data: Jobs[Name], attempt: Attempt) => Promise<void>,
  ): Promise<void>;
  /** Waits for running jobs up to `graceMs`; those that are not done by then are left to another process. */
  stop(graceMs: number): Promise<void>;
}

export interface Attempt {
  /** Set when the process must end or has lost the job. */
  signal: AbortSignal;
  /** If this one fails too, the job is not tried again. */
  last: boolean;
}

const retryLimits = { 'ask-run': 3, 'ballot-close': 10, 'message-erase': 8, 'guild-purge': 10, retention: 3 } as const;

/** pg-boss on the same database, in its own schema, woken by NOTIFY. */
export async function openQueue(url: string, log: Log): Promise<Queue> {
  const boss = new PgBoss({ connectionString: url, application_name: 'tribunal queue', max: 5, useListenNotify: true });
  boss.on('error', (error) => log.error({ error }, 'queue error'));
  boss.on('warning', (warning) => log.warn({ kind: (warning as { message?: string }).message }, 'queue warning'));
  await boss.start();
  // An ask that a dead process left behind is taken up by another after three missed heartbeats of ten seconds.
  await boss.createQueue('ask-run', {
    notify: true,
    retryLimit: retryLimits['ask-run'],
    retryDelay: 1,
    retryBackoff: true,
    heartbeatSeconds: 30,
    expireInSeconds: 1200,
  });
  await boss.createQueue('ballot-close', {
    notify: true,
    retryLimit: retryLimits['ballot-close'],
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 600,
    expireInSeconds: 120,
  });
  for (const name of ['message-erase', 'guild-purge', 'retention'] as const) {
    await boss.createQueue(name, {
      retryLimit: retryLimits[name],
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 3600,
      expireInSeconds: 900,
      // It names a place, which is of no use once the job is done.
      deleteAfterSeconds: 3600,
      // A purge waits out its days of grace.
      retentionSeconds: 30 * 24 * 3600,
    });
  }
  return {
    async schedule(name, cron) {
      await boss.schedule(name, cron);
    },
    async send(tx, name, data, startAfter) {
      await boss.send(name, data, { db: fromDrizzle(tx, sql), ...(startAfter ? { startAfter } : {}) });
    },
    async work(name, atOnce, handler) {
      type Data = Jobs[typeof name];
      await boss.work<Data>(
        name,
        // NOTIFY wakes a worker for a new job; what comes due later, a closing or a second try, is found by polling.
        { localConcurrency: atOnce, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 },
        async (jobs: { data: Data; signal: AbortSignal; retryCount: number }[]) => {
          for (const job of jobs) {
            try {
              await handler(job.data, { signal: job.signal, last: job.retryCount >= retryLimits[name] });
            } catch (error) {
              // pg-boss keeps what a job throws, and a failed query quotes the texts that it was given.
              log.warn({ job: name, error }, 'a job failed');
              throw new Error(`${name} failed`);
            }
          }
        },
      );
    },
    async stop(graceMs) {
      await boss.stop({ graceful: true, timeout: graceMs });
    },
  };
}
