import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseError } from '../database-error.ts';

/** A user of the operating system. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/**
 * Chooses the user that the server runs as. PostgreSQL refuses to run as root. When we are root, that is the
 * owner of the folder `cluster`, or for a new one the user `postgres`. That user is created when it is
 * missing.
 *
 * @returns null when we are not root: the server runs as ourselves.
 * @throws {DatabaseError} when the user cannot be created.
 */
export async function serverUser(cluster: string): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(cluster).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  try {
    return idOfPostgres();
  } catch {
    try {
      execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' });
      return idOfPostgres();
    } catch {
      throw new DatabaseError(
        'PostgreSQL refuses to run as root, and the user "postgres" could not be made. Run Tribunal as another user, or name a database in DATABASE_URL.',
      );
    }
  }
}

function idOfPostgres(): ServerUser {
  const id = (which: string) =>
    Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  return { uid: id('-u'), gid: id('-g') };
}

/** @throws {DatabaseError} naming the first folder on the way to `path` that `user` may not enter. */
export async function mustEnter(user: ServerUser | null, path: string): Promise<void> {
  if (user === null) return;
  const way = [path];
  while (dirname(way[0] ?? '/') !== way[0]) way.unshift(dirname(way[0] ?? '/'));
  for (const folder of way) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0)
      throw new DatabaseError(
        `PostgreSQL refuses to run as root, and the user that it runs as instead (number ${user.uid}) may not enter ${folder}, which is on the way to ${path}. Allow it with "chmod o+x ${folder}", move Tribunal to a folder like /opt, or run it as another user.`,
      );
  }
}
