import { dirname, resolve } from 'node:path';
import { readDatabaseUrl } from '../../../../db/connection/database-url.ts';
import { folderOf } from '../../../../db/repo/health.ts';
import { exists } from '../exists.ts';
import { type Finding, failure, ok, skipped, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';

const MB = 2 ** 20;
/** Below the first, PostgreSQL is about to stop. Below the second there is still time to act. */
const [TOO_LITTLE, LITTLE] = [200 * MB, 1024 * MB];

/** Checks the free disk space for the database, if it is on this machine. */
export async function disk(patient: Patient): Promise<Finding[]> {
  const name = 'disk';
  const folder = await databaseFolder(patient);
  if (folder === null) return [skipped(name, 'the database lies on another machine: watch its disk there')];
  const free = await patient.freeBytes(folder);
  const said = `${free < 10 * 1024 * MB ? `${Math.floor(free / MB)} MB` : `${Math.floor(free / 1024 / MB)} GB`} are free under ${folder}`;
  const remedy =
    'Free some, move DATA_DIR to a larger disk, or keep texts for fewer days (RETENTION_DAYS). PostgreSQL stops when the disk is full.';
  if (free < TOO_LITTLE) return [failure(name, said, remedy)];
  return [free < LITTLE ? warning(name, said, remedy) : ok(name, said)];
}

async function databaseFolder({ databaseConfig, database }: Patient): Promise<string | null> {
  if (!databaseConfig) return null;
  if (!databaseConfig.DATABASE_URL) {
    let folder = resolve(databaseConfig.DATA_DIR);
    while (!(await exists(folder))) folder = dirname(folder);
    return folder;
  }
  const opened = await database().catch(() => null);
  // An address that cannot be read has not opened either.
  if (!opened || !isLoopback(databaseConfig.DATABASE_URL)) return null;
  const folder = opened && opened !== 'none yet' ? await folderOf(opened.db) : null;
  return folder && (await exists(folder)) ? folder : null;
}

function isLoopback(url: string): boolean {
  const { places } = readDatabaseUrl(url);
  return places.every(({ host }) => host.startsWith('/') || ['localhost', '127.0.0.1', '::1'].includes(host));
}
