import type { Database, Db } from './client.ts';

/** SQLSTATE deadlock_detected. PostgreSQL has rolled the transaction back, so it can be repeated. */
const DEADLOCK = '40P01';
const TRIES = 5;

/**
 * Runs `work` in a transaction and repeats it after a deadlock, five tries in all. For work on so many rows
 * that not everyone locks them in the same order.
 *
 * @param work must have no effect outside the transaction, because it may run more than once.
 * @throws what `work` throws, and the deadlock after the last try.
 */
export async function inTransaction<T>({ db }: Pick<Database, 'db'>, work: (tx: Db) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (tried === TRIES || !isDeadlock(error)) throw error;
    }
  }
}

const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && ((error as { code?: unknown }).code === DEADLOCK || isDeadlock(error.cause));
