import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The main process of a running PostgreSQL server. */
export interface Postmaster {
  pid: number;
  port: number;
}

/**
 * Finds the server that runs in the folder `cluster`, by its `postmaster.pid`.
 *
 * @returns null when the file is missing or left over from a dead server.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const lines = (await pidFile(cluster))?.split('\n') ?? [];
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!(pid > 0 && port > 0) || !(await worksIn(pid, cluster))) return null;
  return { pid, port };
}

/**
 * Prepares the `postmaster.pid` of a dead server for the next start. Its process id may belong to another
 * program by now, and PostgreSQL would then refuse to start. Only the id is replaced, by one that no process
 * can have. From the other lines PostgreSQL still detects processes that outlived the server.
 */
export async function disownPidFile(cluster: string): Promise<void> {
  const text = await pidFile(cluster);
  if (text !== null) await writeFile(join(cluster, 'postmaster.pid'), text.replace(/^.*/, String(2 ** 31 - 2)));
}

async function pidFile(cluster: string): Promise<string | null> {
  try {
    return await readFile(join(cluster, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Whether a process is a server of this folder: its working directory is the cluster. Compared by inode,
 * because the folder may have been renamed. In doubt the answer is yes, because two servers on one folder
 * would destroy it.
 */
async function worksIn(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      const [its, ours] = await Promise.all([stat(`/proc/${pid}/cwd/`), stat(cluster)]);
      return its.ino === ours.ino && its.dev === ours.dev;
    } catch {
      // In a container even root may not read another user's working directory, but the command line is
      // readable.
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes('postgres');
    }
  }
  const ps = await promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']).catch(() => null);
  return ps === null || ps.stdout.includes('postgres');
}

/** Whether there is a process of this number, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
