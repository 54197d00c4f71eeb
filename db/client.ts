import type { ExtractTablesWithRelations } from 'drizzle-orm';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { postgresOptions } from './connection/driver-options.ts';
import { requirePatchedDriver } from './connection/patched-driver.ts';
import { preparing } from './connection/prepared.ts';
import type { KeyRing } from './key-ring.ts';
import { useKeyRing } from './schema/columns.ts';
import * as schema from './schema/index.ts';

/** What a query runs on: the database, or a transaction in it. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, typeof schema, ExtractTablesWithRelations<typeof schema>>;

/** An open database: drizzle's queries (`db`) and the driver (`sql`) on the same pool. */
export interface Database {
  db: Db;
  sql: postgres.Sql;
  close(): Promise<void>;
}

/**
 * Opens a pool of at most `max` connections (default 10). Connections are made on demand, and again after the
 * server was away.
 *
 * @param options.keys encrypt the text columns. They hold for every database that this process has open.
 * @throws {DatabaseError} when the driver is not patched, or the address is wrong.
 */
export function openDatabase(
  url: string,
  options: { max?: number; applicationName?: string; keys?: KeyRing | null } = {},
): Database {
  requirePatchedDriver();
  if (options.keys) useKeyRing(options.keys);
  const sql = postgres({ ...postgresOptions(url, options.applicationName ?? 'tribunal'), max: options.max ?? 10 });
  return {
    db: drizzle(preparing(sql), { schema, casing: 'snake_case' }),
    sql,
    close: () => sql.end({ timeout: 5 }),
  };
}
