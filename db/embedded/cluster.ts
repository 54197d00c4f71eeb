import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseError } from '../database-error.ts';
import { type Binaries, runBinary } from './binaries.ts';
import type { ServerUser } from './server-user.ts';
import { explainServerWords } from './server-words.ts';

/** @returns the major version of the PostgreSQL that made the folder, or null when it holds no cluster. */
export async function clusterVersion(cluster: string): Promise<string | null> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Creates a new, empty cluster atomically. What a process that died left half made is removed first.
 *
 * @throws {DatabaseError} when it cannot be created, or the folder holds something else.
 */
export async function createCluster(
  cluster: string,
  password: string,
  binaries: Binaries,
  user: ServerUser | null,
): Promise<void> {
  const [half, passwordFile] = [`${cluster}.new`, `${cluster}.new-password`];
  await rm(half, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (user) {
      await mkdir(half);
      await chown(half, user.uid, user.gid);
      await chown(passwordFile, user.uid, user.gid);
    }
    const { code, words } = await runBinary(
      binaries.initdb,
      [
        `--pgdata=${half}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // PostgreSQL's built-in C.UTF-8 needs no locale of the operating system.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      user,
    );
    if (code !== 0) throw new DatabaseError(`No database could be made in ${cluster}. ${explainServerWords(words)}`);
    await rename(half, cluster).catch(() => {
      throw new DatabaseError(`${cluster} holds something that is no database. Move it away and start again.`);
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(half, { recursive: true, force: true });
  }
}
