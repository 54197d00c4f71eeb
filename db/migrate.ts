import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { explainConnection } from './connection/connection-words.ts';
import { postgresOptions } from './connection/driver-options.ts';
import { DatabaseError } from './database-error.ts';

/** The key of the advisory lock that serialises migrations. Any number, but the same in every version. */
const LOCK = 7_331_000;

/** `db` beside this file's folder: that is `db`, or `dist` in the bundle. */
const ownMigrations = join(import.meta.dirname, '../db/migrations');

/**
 * Migrates the database at `url` to this version. Several processes may call it at once. A migration that
 * fails leaves the database as it was.
 *
 * @throws {DatabaseError} when the database cannot be reached, or a newer version has already migrated it.
 */
export async function migrateDatabase(url: string, folder: string = ownMigrations): Promise<void> {
  const sql = postgres({ ...postgresOptions(url, 'tribunal migrate'), max: 1 });
  const newest = Math.max(0, ...knownMigrations(folder).map(({ folderMillis }) => folderMillis));
  const work = async (tx: postgres.TransactionSql) => {
    // Of the transaction, not the session: behind a pooler the next statement may run in another session.
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    if ((await lastMigration(tx)) > newest)
      throw new DatabaseError(
        'The database was brought up to date by a newer version of Tribunal, and this one could spoil it. Update Tribunal, or go back to a backup of the database.',
      );
    await migrate(drizzle(within(tx, sql)), { migrationsFolder: folder });
  };
  try {
    await sql.begin(work).catch((error) => {
      throw explainConnection(error, url);
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** A client whose transactions are parts of `tx`. */
const within = (tx: postgres.TransactionSql, { options }: postgres.Sql): postgres.Sql =>
  Object.assign(Object.create(tx), { options, begin: tx.savepoint });

/** Reads the migrations of this version, with the hash of each. */
export const knownMigrations = (folder: string = ownMigrations) => readMigrationFiles({ migrationsFolder: folder });

/** @returns when the last applied migration was written, in milliseconds since 1970. 0 for a new database. */
async function lastMigration(sql: postgres.TransactionSql): Promise<number> {
  const [known] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as yes`;
  if (!known?.yes) return 0;
  const [row] = await sql`select max(created_at)::float8 as last from drizzle.__drizzle_migrations`;
  return row?.last ?? 0;
}
