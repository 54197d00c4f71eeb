import { type ChildProcess, fork } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { startEmbedded } from '../../db/embedded.ts';

/** A folder for a database of one's own; the blank in its name is on purpose. */
export async function embeddedFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal embedded '));
  // Where we are root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  return {
    folder,
    async remove() {
      // A test that failed may have left a server.
      if ((await postmasterPid(folder)) !== null) await (await startEmbedded(folder)).stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The first line of `postmaster.pid`, or null where there is none. */
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
  /** Resolves with the exit code, null after a signal. */
  ended: Promise<number | null>;
}

/** Starts the server of `folder` from another process, in a process group of its own. */
export async function startChild(folder: string): Promise<Child> {
  const child = fork(new URL('./embedded-child.ts', import.meta.url), [folder], { execArgv: [], detached: true });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const said = await new Promise<{ url: string; adopted: boolean }>((resolve, reject) => {
    child.once('message', resolve as (message: unknown) => void);
    void ended.then((code) => reject(new Error(`the child ended with ${code}`)));
  });
  return { process: child, ended, ...said };
}
