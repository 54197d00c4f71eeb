import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** Any number, the same in every version: two processes that start at once migrate one after the other. */
const LOCK = 7_331_000;

const ownMigrations = fileURLToPath(new URL('./migrations', import.meta.url));

/** Brings the database at `url` to this version. Safe to call from several processes at once. */
export async function migrateDatabase(url: string, folder: string = ownMigrations): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder: folder });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
