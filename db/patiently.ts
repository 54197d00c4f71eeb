import { setTimeout as sleep } from 'node:timers/promises';

/** A failover takes Patroni half a minute. */
const PATIENCE_MS = 60_000;
/** Short, so that what waits is written before anybody finds that its worker seems dead. */
const PAUSE_MS = 200;

/** What PostgreSQL, the two drivers and the network say while there is no server that takes writes. */
const AWAY =
  /^(?:08...|57P0[123]|25006|CONNECTION_(?:CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONN.*|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH)$/;

/**
 * Repeats work that cannot reach the database, for a minute. It is for what has been paid for: an answer of a
 * model would otherwise have to be asked for again.
 *
 * @param work may have taken effect although it failed, so a repetition must change nothing more.
 * @param signal ends the patience
 * @throws what `work` throws, and after the minute that the database is away
 */
export async function patiently<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  { patienceMs, pauseMs } = { patienceMs: PATIENCE_MS, pauseMs: PAUSE_MS },
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || performance.now() > end || !isAway(error)) throw error;
    }
    await sleep(pauseMs);
  }
}

/** Whether an error says that the database cannot be reached, and nothing of the query. */
export const isAway = (error: unknown): boolean =>
  error instanceof Error && (AWAY.test(String((error as { code?: unknown }).code)) || isAway(error.cause));
