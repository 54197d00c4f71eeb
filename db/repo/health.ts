import { desc, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { audit } from '../schema/audit.ts';
import { guildSettings } from '../schema/guild-settings.ts';

/**
 * @returns the server's major version, whether it is a read-only replica, and its clock in milliseconds since
 *   1970.
 */
export async function serverFacts(db: Db): Promise<{ version: number; readOnly: boolean; now: number }> {
  const [row] = await db.execute<{ version: number; readOnly: boolean; now: number }>(
    sql`select current_setting('server_version_num')::int / 10000 as version, pg_is_in_recovery() as "readOnly",
      (extract(epoch from clock_timestamp()) * 1000)::float8 as now`,
  );
  if (!row) throw new Error('PostgreSQL said nothing');
  return row;
}

/** @returns the hashes of the applied migrations, oldest first. Empty for a new database. */
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

/** Rolls the transaction back. */
class TakenBack extends Error {}

/**
 * Checks that the bot can write: inserts a row and rolls back.
 *
 * @throws what the database throws.
 */
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

/** @returns the server's data folder, or null when this user may not know it. */
export async function folderOf(db: Db): Promise<string | null> {
  try {
    const [row] = await db.execute<{ folder: string }>(sql`select current_setting('data_directory') as folder`);
    return row?.folder ?? null;
  } catch {
    return null;
  }
}

/** The state of the job queue. */
export interface QueueFacts {
  /** Jobs that are due and not started. */
  waiting: number;
  active: number;
  /** For how many seconds the oldest of them has been due. */
  oldestSeconds: number;
  /** Jobs that failed after all retries, by queue, as long as pg-boss keeps them. */
  givenUp: { name: string; jobs: number }[];
}

/** @returns null when the queue has never been started on this database. */
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

/** How many of the newest prompts are examined. */
const LOOKED_AT = 5000;

/** @returns the ids of the keys that encrypt the newest prompts, and whether some prompts are in clear. */
export async function keysInUse(db: Db): Promise<{ ids: string[]; clear: boolean }> {
  // The stored value: selecting the column would decrypt it.
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

/** @returns the channels that servers have chosen for questions and for reports. null: none chosen. */
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
