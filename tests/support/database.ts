import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../db/client.ts';
import { migrateDatabase } from '../../db/migrate.ts';

/** The name has a hash of the migrations, so that a template of an older run is not reused. */
const TEMPLATE = `tribunal_template_${hashOf(join(import.meta.dirname, '../../db/migrations'))}`;

export interface FreshDatabase {
  url: string;
  database: Database;
  /** Drops the database, even when clients are still connected. */
  close(): Promise<void>;
}

/** Creates a migrated database for one test file, as a copy of a template that the first caller makes. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const url = await onServer(async (admin) => {
    // One test file at a time, so that nobody copies a half-made template.
    await admin`select pg_advisory_lock(7331001)`;
    const [known] = await admin`select from pg_database where datname = ${TEMPLATE}`;
    if (!known) {
      const half = `${TEMPLATE}_half`;
      await admin.unsafe(`drop database if exists ${half} with (force)`);
      await admin.unsafe(`create database ${half}`);
      // Never through a pooler: its connections would keep the template from being copied.
      await migrateDatabase(urlOf(half, inject('serverUrl')));
      await admin.unsafe(`alter database ${half} rename to ${TEMPLATE}`);
    }
    return create(admin, TEMPLATE);
  });
  const database = openDatabase(url);
  return {
    url,
    database,
    async close() {
      await database.close();
      await drop(url);
    },
  };
}

/** Creates an empty database. `direct`: the address goes past a pooler of this run. */
export async function emptyDatabase(way?: 'direct'): Promise<{ url: string; close(): Promise<void> }> {
  const url = await onServer((admin) => create(admin, 'template0'));
  const close = () => drop(url);
  return { url: way === 'direct' ? urlOf(new URL(url).pathname.slice(1), inject('serverUrl')) : url, close };
}

async function onServer<T>(work: (admin: postgres.Sql) => Promise<T>): Promise<T> {
  const admin = postgres(inject('serverUrl'), { max: 1, onnotice: () => {} });
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

async function create(admin: postgres.Sql, template: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await admin.unsafe(`create database ${name} template ${template}`);
  return urlOf(name);
}

async function drop(url: string): Promise<void> {
  await onServer((admin) => admin.unsafe(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`));
}

const urlOf = (name: string, server = inject('pooledUrl')) =>
  Object.assign(new URL(server), { pathname: `/${name}` }).toString();

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort())
    if (name.endsWith('.sql')) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}
