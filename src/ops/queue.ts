import { sql } from 'drizzle-orm';
import { fromDrizzle, type JobWithMetadata, PgBoss, type Queue as QueueSettings } from 'pg-boss';
import type { Db } from '../../db/client.ts';
import { pgOptions } from '../../db/connection/driver-options.ts';
import { askInTurn, grantTry } from '../../db/repo/ask-turns.ts';
import { DAY_MS } from '../terms.ts';
import { listenElsewhere } from './listen-elsewhere.ts';
import type { Log } from './log.ts';
import { workInLoops } from './work-loops.ts';

/** The jobs and their data. */
export interface Jobs {
  /** Runs an ask to its pick. */
  'ask-run': { askId: string };
  /** Closes a ballot when it is due. */
  'ballot-close': { ballotId: string };
  /**
   * Removes the answer from a message whose ask was deleted, or the quotes from a message about a report.
   * `about` absent: an ask.
   */
  'message-erase': { about?: 'ask' | 'report' | 'thread'; channelId: string; messageId: string; language?: string };
  /** Deletes the data of a server that removed the bot. */
  'guild-purge': { guildId: string };
  /** Posts a report for the moderators. */
  'report-post': { reportId: string; guildId: string };
  /** Empties expired texts, and takes care of asks and ballots that lost their job. */
  retention: Record<string, never>;
  /** Has a server's challenger judge an ask again, in the shadow. */
  'ask-shadow': { askId: string };
  /** Dead letter of `ask-run`: ends an ask that no worker could finish. */
  'ask-given-up': { askId: string };
}

/** A job queue in PostgreSQL. Delivery is at least once, so handlers must be idempotent. */
export interface Queue {
  /**
   * Sends a job inside the transaction `tx`: the job exists exactly if the transaction commits. It is not
   * started before `startAfter`.
   */
  send<Name extends keyof Jobs>(tx: Db, name: Name, data: Jobs[Name], startAfter?: Date): Promise<void>;
  /** Sends a job on a cron schedule (UTC), once for all processes. */
  schedule(name: 'retention', cron: string): Promise<void>;
  /**
   * Handles up to `atOnce` jobs at a time. Asks take turns by server and by person. A job whose handler
   * throws is retried.
   */
  work<Name extends keyof Jobs>(
    name: Name,
    atOnce: number,
    handler: (data: Jobs[Name], attempt: JobAttempt) => Promise<void>,
  ): Promise<void>;
  /** Waiting and active jobs of each queue. The counts are a few seconds old. */
  depths(): Promise<{ queue: string; waiting: number; active: number }[]>;
  /**
   * Waits up to `graceMs` milliseconds for running jobs. Another process takes over those that are not done.
   */
  stop(graceMs: number): Promise<void>;
}

/** One try of a job. */
export interface JobAttempt {
  /** Aborted when the process is shutting down or has lost the job's lease. */
  signal: AbortSignal;
  /** Whether this is the last try. */
  last: boolean;
}

/**
 * How often a job is retried. For showing an answer or a closed ballot, 24 retries with delays of at most ten
 * minutes take about three hours. Discord may be down that long.
 */
const retryLimits = {
  'ask-run': 3,
  // A judge that is away for longer is given up: its question counts nowhere.
  'ask-shadow': 5,
  'ask-given-up': 24,
  'ballot-close': 24,
  'message-erase': 8,
  'guild-purge': 10,
  'report-post': 8,
  retention: 3,
} as const;

/**
 * The lease: after this many seconds without a heartbeat a worker counts as dead. pg-boss allows no less than
 * 10.
 */
const LEASE_SECONDS = 15;

/**
 * Opens pg-boss on the bot's database, in its own schema, with NOTIFY to wake workers. When `ending` is
 * aborted, handlers are told to stop, and their jobs are handed over to another process. A job that is handed
 * over gets its try back: four deployments during an ask must not make it fail.
 *
 * @param leaseSeconds seconds without a heartbeat after which a worker counts as dead, at least 10.
 * @param listenUrl where a session of its own hears NOTIFY. null: nowhere, and jobs are found by polling.
 */
export async function openQueue(
  url: string,
  log: Log,
  leaseSeconds = LEASE_SECONDS,
  ending: AbortSignal = new AbortController().signal,
  listenUrl: string | null = url,
): Promise<Queue> {
  // By default pg-boss looks for dead workers once a minute, which is longer than the lease.
  const look = Math.max(1, Math.floor(leaseSeconds / 5));
  const boss = new PgBoss({
    ...pgOptions(url, 'tribunal queue'),
    max: 5,
    useListenNotify: listenUrl !== null,
    superviseIntervalSeconds: look,
    monitorIntervalSeconds: look,
  });
  boss.on('error', (error) => log.error({ error }, 'queue error'));
  boss.on('warning', (warning) => log.warn({ kind: (warning as { message?: string }).message }, 'queue warning'));
  const ear =
    listenUrl === null || listenUrl === url
      ? null
      : await listenElsewhere(boss, pgOptions(listenUrl, 'tribunal queue'));
  await boss.start();
  const define = async (name: keyof Jobs, options: Omit<QueueSettings, 'name'>) => {
    const all = { notify: true, retryBackoff: true, retryLimit: retryLimits[name], ...options };
    await boss.createQueue(name, all);
    // A queue made by an older version would keep its old options.
    await boss.updateQueue(name, all);
  };
  await define('ask-given-up', { retryDelay: 5, retryDelayMax: 600, expireInSeconds: 120 });
  await define('ask-run', {
    retryDelay: 1,
    heartbeatSeconds: leaseSeconds,
    expireInSeconds: 1200,
    deadLetter: 'ask-given-up',
  });
  await define('ask-shadow', {
    retryDelay: 10,
    retryDelayMax: 600,
    heartbeatSeconds: leaseSeconds,
    expireInSeconds: 3600,
  });
  // With a lease too: a close whose end could not be written is taken up again before its job expires.
  await define('ballot-close', {
    retryDelay: 5,
    retryDelayMax: 600,
    heartbeatSeconds: leaseSeconds,
    expireInSeconds: 120,
  });
  for (const name of ['message-erase', 'guild-purge', 'report-post', 'retention'] as const) {
    await define(name, {
      retryDelay: 5,
      retryDelayMax: 3600,
      expireInSeconds: 900,
      // The job's data names a channel and a message, which nobody needs once it is done.
      deleteAfterSeconds: 3600,
      // `guild-purge` waits for its days of grace, longer than pg-boss keeps jobs by default.
      retentionSeconds: (30 * DAY_MS) / 1000,
    });
  }
  const execute = (text: string, values: unknown[]) => boss.getDb().executeSql(text, values);
  const grant = (job: JobWithMetadata) =>
    grantTry(execute, job).catch((error: unknown) =>
      log.warn({ job: job.name, error }, 'a job that is handed over has used up a try'),
    );
  return {
    async schedule(name, cron) {
      await boss.schedule(name, cron);
    },
    async send(tx, name, data, startAfter) {
      await boss.send(name, data, { db: fromDrizzle(tx, sql), ...(startAfter ? { startAfter } : {}) });
    },
    async work(name, atOnce, handler) {
      const handle = async (job: JobWithMetadata<Jobs[typeof name]>) => {
        let granted: Promise<void> | null = null;
        const stop = new AbortController();
        const lose = () => stop.abort(job.signal.reason);
        const end = () => {
          stop.abort(ending.reason);
          granted = grant(job);
        };
        // Not AbortSignal.any: a signal derived from `ending`, which lives as long as the process, would
        // leak.
        job.signal.addEventListener('abort', lose, { once: true });
        ending.addEventListener('abort', end, { once: true });
        if (ending.aborted) end();
        try {
          // A retried job keeps its turn.
          const turn = name === 'ask-run' && job.retryCount === 0 ? await askInTurn(execute, job.id) : null;
          await handler((turn as Jobs[typeof name] | null) ?? job.data, {
            signal: stop.signal,
            last: job.retryCount >= job.retryLimit,
          });
        } catch (error) {
          await granted;
          if (ending.aborted) throw new Error(`${name} is handed over`);
          // pg-boss stores the error of a job, and a failed query quotes the texts in its parameters.
          log.warn({ job: name, error }, 'a job failed');
          throw new Error(`${name} failed`);
        } finally {
          job.signal.removeEventListener('abort', lose);
          ending.removeEventListener('abort', end);
        }
      };
      // A person waits for an ask to begin.
      const pollSeconds = listenUrl === null && name === 'ask-run' ? 0.5 : 2;
      await workInLoops(boss, name, atOnce, handle, ending, pollSeconds);
    },
    async depths() {
      const queues = await boss.getQueues();
      return queues.map((one) => ({ queue: one.name, waiting: one.queuedCount, active: one.activeCount }));
    },
    async stop(graceMs) {
      await boss.stop({ graceful: true, timeout: graceMs });
      await ear?.close();
    },
  };
}
