import { desc, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { audit } from '../schema/audit.ts';
import { guildSettings } from '../schema/guild-settings.ts';

/** What PostgreSQL is, and what time it has; in milliseconds since 1970. */
export async function serverFacts(db: Db): Promise<{ version: number; readOnly: boolean; now: number }> {
  const [row] = await db.execute<{ version: number; readOnly: boolean; now: number }>(
    sql`select current_setting('server_version_num')::int / 10000 as version, pg_is_in_recovery() as "readOnly",
      (extract(epoch from clock_timestamp()) * 1000)::float8 as now`,
  );
  if (!row) throw new Error('PostgreSQL said nothing');
  return row;
}

/** Hashes of the migrations that ran here; none for a new database. */
export async function migrationsIn(db: Db): Promise<string[]> {
  const [known] = await db.execute<{ yes: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as yes`,
  );
  if (!known?.yes) return [];
  const rows = await db.execute<{ hash: string }>(
    sql`select hash from drizzle.__drizzle_migrations order by created_at`,
  );
  return rows.map(({ hash }) => hash);
}

class TakenBack extends Error {}

/** Writes a row as the bot would, and takes it back. @throws what the database throws */
export async function tryWriting(db: Db): Promise<void> {
  try {
    await db.transaction(async (tx) => {
      await tx.insert(audit).values({ guildId: null, actorHash: 'operator', action: 'doctor', details: {} });
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
}

/** The folder that the server keeps its data in; null where this user may not know. */
export async function folderOf(db: Db): Promise<string | null> {
  try {
    const [row] = await db.execute<{ folder: string }>(sql`select current_setting('data_directory') as folder`);
    return row?.folder ?? null;
  } catch {
    return null;
  }
}

export interface QueueFacts {
  /** Jobs that are due and that nobody has begun. */
  waiting: number;
  active: number;
  /** For how long the oldest of them has been due, in seconds. */
  oldestSeconds: number;
  /** Jobs that failed for the last time, by queue, as long as they are kept. */
  givenUp: { name: string; jobs: number }[];
}

/** null: the queue has never been started here. */
export async function queueFacts(db: Db): Promise<QueueFacts | null> {
  const [known] = await db.execute<{ yes: boolean }>(sql`select to_regclass('pgboss.job') is not null as yes`);
  if (!known?.yes) return null;
  const due = sql`state in ('created', 'retry') and start_after <= now()`;
  const [row] = await db.execute<{ waiting: number; active: number; oldestSeconds: number }>(
    sql`select count(*) filter (where ${due})::int as waiting, count(*) filter (where state = 'active')::int as active,
      coalesce(extract(epoch from now() - min(start_after) filter (where ${due})), 0)::float8 as "oldestSeconds"
      from pgboss.job where name not like '\\_\\_pgboss\\_\\_%'`,
  );
  const givenUp = await db.execute<{ name: string; jobs: number }>(
    sql`select name, count(*)::int as jobs from pgboss.job where state = 'failed' group by name order by name`,
  );
  return { waiting: 0, active: 0, oldestSeconds: 0, ...row, givenUp: [...givenUp] };
}

/** So many of the newest prompts are looked at. */
const LOOKED_AT = 5000;

/** Under which keys the newest prompts are encrypted, and whether some are in clear. */
export async function keysInUse(db: Db): Promise<{ ids: string[]; clear: boolean }> {
  // As it is stored: the column itself would want the key.
  const stored = sql<string>`${asks.prompt}::text`;
  const newest = db
    .select({ id: sql<string | null>`substring(${stored} from '^enc1\\.([0-9a-f]{8})\\.')`.as('key_id') })
    .from(asks)
    .where(sql`${stored} <> ''`)
    .orderBy(desc(asks.id))
    .limit(LOOKED_AT)
    .as('newest');
  const rows = await db.selectDistinct({ id: newest.id }).from(newest);
  return { ids: rows.flatMap(({ id }) => (id === null ? [] : [id])), clear: rows.some(({ id }) => id === null) };
}

/** The channels that servers chose, for asking and for reports. */
export const askingPlaces = (
  db: Db,
): Promise<{ guildId: string; channels: string[] | null; logChannelId: string | null }[]> =>
  db
    .select({
      guildId: guildSettings.guildId,
      channels: guildSettings.channels,
      logChannelId: guildSettings.logChannelId,
    })
    .from(guildSettings);
