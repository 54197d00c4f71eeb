import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { DatabaseError } from '../database-error.ts';
import { clusterVersion } from './cluster.ts';

/**
 * Reads the password of the server in the folder `cluster`, from a file beside it that only its owner can
 * read. Generates it before the first start.
 *
 * @throws {DatabaseError} when the cluster exists but its password file is missing.
 */
export async function keptPassword(cluster: string): Promise<string> {
  const path = `${cluster}.password`;
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (kept) return kept.trim();
  if ((await clusterVersion(cluster)) !== null)
    throw new DatabaseError(`${path} is missing: it holds the password of the database beside it. Put it back.`);
  const password = randomBytes(24).toString('hex');
  await writeFile(path, password, { mode: 0o600 });
  await chmod(path, 0o600);
  return password;
}
