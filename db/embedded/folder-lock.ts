import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError } from '../database-error.ts';

/** A held lock. Releasing it twice does no harm. */
export interface FolderLock {
  release(): void;
}

// Keeps held locks reachable: garbage collection would release them.
const held = new Set<DatabaseSync>();

/**
 * Tries to take the lock at `path`, shared with others or alone. Does not wait. Node has no file locks, so
 * this uses SQLite's, which come with Node and are locks of the kernel. The kernel releases them when the
 * process ends, however it ends. No recycled process id can pass for a holder.
 *
 * @returns null when another process holds the lock.
 * @throws {DatabaseError} when the file cannot be locked at all.
 */
export function tryLock(path: string, how: 'shared' | 'alone'): FolderLock | null {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    // Nothing is ever written, so the lock works on a full disk too. Stopping must work there.
    file.exec('PRAGMA journal_mode=MEMORY');
    file.exec(how === 'alone' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT 1 FROM sqlite_schema');
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null;
    throw new DatabaseError(`${path} cannot be locked (${(error as Error).message}). If nothing uses it, remove it.`);
  }
  held.add(file);
  return {
    release() {
      if (held.delete(file)) file.close();
    },
  };
}

const SQLITE_BUSY = 5;

/**
 * Runs `work` under the exclusive lock at `path`. Waits for other holders for up to `waitMs` milliseconds.
 *
 * @throws {DatabaseError} when the lock is not free in time, and whatever `work` throws.
 */
export async function inTurn<T>(path: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  let turn = tryLock(path, 'alone');
  for (let waited = 0; turn === null; waited += 50) {
    if (waited >= waitMs)
      throw new DatabaseError(
        `Another process has been starting or stopping the database for ${Math.round(waitMs / 60_000)} minutes (it holds ${path}). End it and try again.`,
      );
    await delay(50);
    turn = tryLock(path, 'alone');
  }
  try {
    return await work();
  } finally {
    turn.release();
  }
}
