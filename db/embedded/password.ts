import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { DatabaseError } from '../database-error.ts';
import { clusterVersion } from './cluster.ts';

/** The password of the server in the folder `cluster`, kept beside it for its owner alone; made up before the first start. */
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
