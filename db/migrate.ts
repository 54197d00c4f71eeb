import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { explainConnection } from './connection-words.ts';
import { DatabaseError } from './database-error.ts';

/** Any number, the same in every version: two processes that start at once migrate one after the other. */
const LOCK = 7_331_000;

/** `db` beside this file's folder: that is `db`, or `dist` in the bundle. */
const ownMigrations = join(import.meta.dirname, '../db/migrations');

/**
 * Brings the database at `url` to this version. Safe to call from several processes at once. All or nothing: a migration that fails leaves
 * the database as it was.
 * @throws {DatabaseError} where it cannot be reached, or was brought to a newer version already.
 */
export async function migrateDatabase(url: string, folder: string = ownMigrations): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: 'tribunal migrate' },
  });
  try {
    await sql`select pg_advisory_lock(${LOCK})`.catch((error) => {
      throw explainConnection(error, url);
    });
    const newest = Math.max(0, ...knownMigrations(folder).map(({ folderMillis }) => folderMillis));
    if ((await lastMigration(sql)) > newest)
      throw new DatabaseError(
        'The database was brought up to date by a newer version of Tribunal, and this one could spoil it. Update Tribunal, or go back to a backup of the database.',
      );
    await migrate(drizzle(sql), { migrationsFolder: folder }).catch((error) => {
      throw explainConnection(error, url);
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The migrations of this version, by the hash of what they do. */
export const knownMigrations = (folder: string = ownMigrations) => readMigrationFiles({ migrationsFolder: folder });

/** When the last migration that ran here was written, in ms since 1970; 0 for a new database. */
async function lastMigration(sql: postgres.Sql): Promise<number> {
  const [known] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as yes`;
  if (!known?.yes) return 0;
  const [row] = await sql`select max(created_at)::float8 as last from drizzle.__drizzle_migrations`;
  return row?.last ?? 0;
}
