import { readFile, rm, writeFile } from 'node:fs/promises';

/** Lets one process at a time start or stop the server of a folder; a lock whose process is dead is taken over. */
export async function withStartLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; !(await take(path)); attempt++) {
    if (attempt >= 600)
      throw new Error(`Another process has been starting the database for a minute. If none is, remove ${path}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const pid = Number(await readFile(path, 'utf8').catch(() => ''));
    if (pid > 0 && pid !== process.pid && !isAlive(pid)) await rm(path, { force: true });
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
