import { sql } from 'drizzle-orm';
import { fromDrizzle, type JobWithMetadata, PgBoss, type Queue as QueueSettings } from 'pg-boss';
import type { Db } from '../../db/client.ts';
import { askInTurn, grantTry } from '../../db/repo/ask-turns.ts';
import { DAY_MS } from '../terms.ts';
import type { Log } from './log.ts';
import { workInLoops } from './work-loops.ts';

/** The jobs that there are, and what each is given. */
export interface Jobs {
  'ask-run': { askId: string };
  'ballot-close': { ballotId: string };
  /** Takes the answer off a message whose ask is deleted, or the quotes off one about a report that is. Absent: an ask. */
  'message-erase': { about?: 'ask' | 'report'; channelId: string; messageId: string; language?: string };
  /** Deletes all of a server that the bot was removed from. */
  'guild-purge': { guildId: string };
  /** Shows a report to the moderators. */
  'report-post': { reportId: string; guildId: string };
  /** Empties what has grown too old. */
  retention: Record<string, never>;
  /** An ask whose job was tried for the last time, whoever was killed by it. */
  'ask-given-up': { askId: string };
}

export interface Queue {
  /** Inside the transaction `tx`: the job exists exactly if the transaction commits. `startAfter`: not before. */
  send<Name extends keyof Jobs>(tx: Db, name: Name, data: Jobs[Name], startAfter?: Date): Promise<void>;
  /** Sends a job at every such time (cron, UTC), once for all processes. */
  schedule(name: 'retention', cron: string): Promise<void>;
  /** Does up to `atOnce` jobs at a time; asks in fair order by person and by server. A handler that throws is tried again. */
  work<Name extends keyof Jobs>(
    name: Name,
    atOnce: number,
    handler: (data: Jobs[Name], attempt: JobAttempt) => Promise<void>,
  ): Promise<void>;
  /** Jobs that wait or are being done; counted every few seconds. */
  depths(): Promise<{ queue: string; waiting: number; active: number }[]>;
  /** Waits for running jobs up to `graceMs`; those that are not done by then are left to another process. */
  stop(graceMs: number): Promise<void>;
}

export interface JobAttempt {
  /** Set when the process must end or has lost the job. */
  signal: AbortSignal;
  /** If this one fails too, the job is not tried again. */
  last: boolean;
}

/** With their delays, ten minutes at most, 24 tries of showing an answer or a closed ballot are some three hours: so long Discord may be away. */
const retryLimits = {
  'ask-run': 3,
  'ask-given-up': 24,
  'ballot-close': 24,
  'message-erase': 8,
  'guild-purge': 10,
  'report-post': 8,
  retention: 3,
} as const;

/** Seconds without a sign of life after which a worker counts as dead; pg-boss takes no fewer than 10. */
const LEASE_SECONDS = 15;

/**
 * pg-boss on the same database, in its own schema, woken by NOTIFY. When `ending` is set, handlers are told to stop, and a job that is
 * handed over in that way keeps its tries: an ask must not fail because the bot was deployed four times while it ran.
 */
export async function openQueue(
  url: string,
  log: Log,
  leaseSeconds = LEASE_SECONDS,
  ending: AbortSignal = new AbortController().signal,
): Promise<Queue> {
  // pg-boss looks for dead workers once a minute if it is not told otherwise: longer than the lease itself.
  const look = Math.max(1, Math.floor(leaseSeconds / 5));
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'tribunal queue',
    max: 5,
    useListenNotify: true,
    superviseIntervalSeconds: look,
    monitorIntervalSeconds: look,
  });
  boss.on('error', (error) => log.error({ error }, 'queue error'));
  boss.on('warning', (warning) => log.warn({ kind: (warning as { message?: string }).message }, 'queue warning'));
  await boss.start();
  const define = async (name: keyof Jobs, options: Omit<QueueSettings, 'name'>) => {
    const all = { notify: true, retryBackoff: true, retryLimit: retryLimits[name], ...options };
    await boss.createQueue(name, all);
    // A queue that an older version made keeps its options otherwise.
    await boss.updateQueue(name, all);
  };
  await define('ask-given-up', { retryDelay: 5, retryDelayMax: 600, expireInSeconds: 120 });
  await define('ask-run', {
    retryDelay: 1,
    heartbeatSeconds: leaseSeconds,
    expireInSeconds: 1200,
    deadLetter: 'ask-given-up',
  });
  await define('ballot-close', { retryDelay: 5, retryDelayMax: 600, expireInSeconds: 120 });
  for (const name of ['message-erase', 'guild-purge', 'report-post', 'retention'] as const) {
    await define(name, {
      retryDelay: 5,
      retryDelayMax: 3600,
      expireInSeconds: 900,
      // It names a place, which is of no use once the job is done.
      deleteAfterSeconds: 3600,
      // A purge waits out its days of grace.
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
        // Not AbortSignal.any: what it makes of a signal that lives as long as the process is kept as long.
        job.signal.addEventListener('abort', lose, { once: true });
        ending.addEventListener('abort', end, { once: true });
        if (ending.aborted) end();
        try {
          // One that is taken up again keeps its turn.
          const turn = name === 'ask-run' && job.retryCount === 0 ? await askInTurn(execute, job.id) : null;
          await handler((turn as Jobs[typeof name] | null) ?? job.data, {
            signal: stop.signal,
            last: job.retryCount >= job.retryLimit,
          });
        } catch (error) {
          await granted;
          if (ending.aborted) throw new Error(`${name} is handed over`);
          // pg-boss keeps what a job throws, and a failed query quotes the texts that it was given.
          log.warn({ job: name, error }, 'a job failed');
          throw new Error(`${name} failed`);
        } finally {
          job.signal.removeEventListener('abort', lose);
          ending.removeEventListener('abort', end);
        }
      };
      await workInLoops(boss, name, atOnce, handle, ending);
    },
    async depths() {
      const queues = await boss.getQueues();
      return queues.map((one) => ({ queue: one.name, waiting: one.queuedCount, active: one.activeCount }));
    },
    async stop(graceMs) {
      await boss.stop({ graceful: true, timeout: graceMs });
    },
  };
}
