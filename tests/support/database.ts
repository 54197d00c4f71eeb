import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../db/client.ts';
import { migrateDatabase } from '../../db/migrate.ts';

const TEMPLATE = 'tribunal_template';

export interface FreshDatabase {
  url: string;
  database: Database;
  /** Drops it, whoever is still connected. */
  close(): Promise<void>;
}

/** A migrated database of its own for one test file, copied from a template that the first one makes. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = inject('serverUrl');
  const at = (name: string) => Object.assign(new URL(server), { pathname: `/${name}` }).toString();
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  try {
    await admin`select pg_advisory_lock(7331001)`;
    const [known] = await admin`select 1 from pg_database where datname = ${`${TEMPLATE}`}`;
    if (!known) {
      await admin.unsafe(`create database ${TEMPLATE}`);
      await migrateDatabase(at(TEMPLATE));
    }
    await admin.unsafe(`create database ${name} template ${TEMPLATE}`);
  } finally {
    await admin.end();
  }
  const database = openDatabase(at(name));
  return {
    url: at(name),
    database,
    async close() {
      await database.close();
      const sql = postgres(server, { max: 1, onnotice: () => {} });
      await sql.unsafe(`drop database if exists ${name} with (force)`);
      await sql.end();
    },
  };
}
