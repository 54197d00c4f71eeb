import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Postmaster {
  pid: number;
  port: number;
}

/** The server that runs in the folder `cluster`, by its `postmaster.pid`; null where that is missing or left over from a dead one. */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const lines = (await pidFile(cluster))?.split('\n') ?? [];
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!(pid > 0 && port > 0) || !(await worksIn(pid, cluster))) return null;
  return { pid, port };
}

/**
 * Readies a `postmaster.pid` that a dead server left for the next start. Its process number may be another program's by now, and PostgreSQL
 * would refuse to start. Only the number is made one that no process can have: by the other lines PostgreSQL still finds processes
 * that outlived their server, which it would not if the file were gone.
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

/** A server stands in its own folder, under whatever name that is known now. In doubt it is one: two on the same folder would ruin it. */
async function worksIn(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      const [its, ours] = await Promise.all([stat(`/proc/${pid}/cwd/`), stat(cluster)]);
      return its.ino === ours.ino && its.dev === ours.dev;
    } catch {
      // Containers keep root from looking at where another user's process stands; what it is called is open to all.
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes('postgres');
    }
  }
  const ps = await promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']).catch(() => null);
  return ps === null || ps.stdout.includes('postgres');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
