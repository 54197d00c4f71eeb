import type { Database, Db } from './client.ts';

/** Of two transactions that wait for each other PostgreSQL ends one, and says so with this code: nothing of it was done, and it can be done again. */
const DEADLOCK = '40P01';
const TRIES = 5;

/**
 * Does `work` in a transaction, and does it again where it was ended because it and another waited for each other. For what touches so many rows that no
 * order of locks is kept by everybody; `work` must do nothing outside the transaction.
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
