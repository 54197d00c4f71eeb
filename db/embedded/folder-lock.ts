import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError } from '../database-error.ts';

export interface FolderLock {
  release(): void;
}

// A lock that is collected as garbage would be let go.
const held = new Set<DatabaseSync>();

/**
 * Takes the lock at `path`, or returns null where another holds it: many may share it, or one has it alone.
 * Node has no file locks of its own. SQLite's, which come with Node, are the kernel's: they go when their process does, however it ends,
 * and no process number that was given out again can be taken for a holder.
 */
export function tryLock(path: string, how: 'shared' | 'alone'): FolderLock | null {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    // Nothing is ever written, so that the lock can be had on a full disk too: stopping must work there.
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

/** Does `work` while nobody else does; waits for others up to `waitMs`. */
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
