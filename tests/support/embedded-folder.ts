import { type ChildProcess, fork } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { startEmbedded } from '../../db/embedded.ts';

/** Makes a folder for an embedded database. The space in its name is on purpose. */
export async function embeddedFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal embedded '));
  // When we are root, the server runs as another user, who must be able to enter the folder.
  await chmod(folder, 0o755);
  return {
    folder,
    async remove() {
      // A failed test may have left a server running.
      if ((await postmasterPid(folder)) !== null) await (await startEmbedded(folder)).stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The process id in `postmaster.pid`. @returns null when there is no such file. */
export async function postmasterPid(folder: string): Promise<number | null> {
  const text = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => null);
  return text === null ? null : Number.parseInt(text, 10);
}

export async function query(url: string, text: string): Promise<postgres.RowList<postgres.Row[]>> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

export const answers = (url: string) =>
  query(url, 'select 1').then(
    () => true,
    () => false,
  );

export interface Child {
  process: ChildProcess;
  url: string;
  adopted: boolean;
  /** Resolves with the exit code, or null after a signal. */
  ended: Promise<number | null>;
}

/** Starts the server of `folder` from a child process in its own process group. */
export async function startChild(folder: string): Promise<Child> {
  const child = fork(new URL('./embedded-child.ts', import.meta.url), [folder], { execArgv: [], detached: true });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const said = await new Promise<{ url: string; adopted: boolean }>((resolve, reject) => {
    child.once('message', resolve as (message: unknown) => void);
    void ended.then((code) => reject(new Error(`the child ended with ${code}`)));
  });
  return { process: child, ended, ...said };
}
