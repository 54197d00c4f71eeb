import { explainConnection } from '../../../../db/connection/connection-words.ts';
import { readDatabaseUrl } from '../../../../db/connection/database-url.ts';
import { DatabaseError } from '../../../../db/database-error.ts';
import { knownMigrations } from '../../../../db/migrate.ts';
import { migrationsIn, serverFacts, tryWriting } from '../../../../db/repo/health.ts';
import { type Finding, failure, ok, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { hosts } from './hosts.ts';
import { pooler } from './pooler.ts';

const OLDEST = 15;
const migrate = 'Run `npm run -s tribunal -- migrate`, or restart the bot, which does the same.';

/**
 * Checks that the database can be reached, is new enough, has this version's tables, and can be written to.
 */
export async function database(patient: Patient): Promise<Finding[]> {
  const name = 'database';
  let opened: Awaited<ReturnType<Patient['database']>>;
  try {
    opened = await patient.database();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return [
      failure(name, error.message, 'Start PostgreSQL, or mend DATABASE_URL (postgres://user:password@host:5432/name).'),
    ];
  }
  if (opened === 'none yet')
    return [ok(name, `none yet in ${patient.databaseConfig?.DATA_DIR}: the first start makes it`)];
  const { db } = opened;
  const url = patient.databaseConfig?.DATABASE_URL ?? '';
  const { version, readOnly } = await serverFacts(db);
  const found = [
    version >= OLDEST
      ? ok(name, `PostgreSQL ${version} answers`)
      : failure(
          name,
          `PostgreSQL ${version} is too old`,
          `Use PostgreSQL ${OLDEST} or newer, or leave DATABASE_URL empty for one of Tribunal’s own.`,
        ),
    ...unused(url),
    ...(await pooler(patient)),
    ...(await hosts(url)),
  ];
  if (readOnly)
    return [...found, failure(name, 'it is a standby that can only be read', 'Point DATABASE_URL at the primary.')];
  const tables = await migrations(opened.db);
  if (tables.state !== 'ok') return [...found, tables];
  return [...found, tables, await writing(db, url)];
}

/** Names what stands in the address and changes nothing. */
function unused(url: string): Finding[] {
  const dropped = url === '' ? [] : readDatabaseUrl(url).dropped;
  if (dropped.length === 0) return [];
  return [
    warning(
      'database',
      `not used of DATABASE_URL: ${dropped.join(', ')}`,
      'Nothing needs to be done. Take them out of DATABASE_URL if they are not meant for another program.',
    ),
  ];
}

async function migrations(db: Parameters<typeof migrationsIn>[0]): Promise<Finding> {
  const name = 'migrations';
  const [known, applied] = [knownMigrations(), await migrationsIn(db)];
  if (applied.length === 0)
    return warning(name, 'no tables of Tribunal’s yet', 'Start the bot: the first start makes them.');
  const missing = known.filter(({ hash }) => !applied.includes(hash)).length;
  const strange = applied.filter((hash) => !known.some((one) => one.hash === hash)).length;
  if (strange > 0)
    return failure(
      name,
      `${strange} of the database’s are unknown to this version: a newer Tribunal was here`,
      'Update Tribunal (git pull && npm ci), or go back to a backup of the database from before.',
    );
  if (missing > 0)
    return failure(
      name,
      `${missing} of ${known.length} are not applied: a bot that runs now is older than this code`,
      migrate,
    );
  return ok(name, `all ${known.length} are applied`);
}

async function writing(db: Parameters<typeof tryWriting>[0], url: string): Promise<Finding> {
  try {
    await tryWriting(db);
    return ok('database', 'a row can be written (it was rolled back)');
  } catch (error) {
    const words = explainConnection(error, url || 'postgres://localhost/');
    const why = words instanceof DatabaseError ? words.message : 'the database refused it';
    return failure(
      'database',
      `no row can be written: ${why}`,
      'Give the user of DATABASE_URL the right to write: they should be its own. If the disk is full, free some of it.',
    );
  }
}
