import { desc, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { decryptStored, encryptStored } from '../schema/columns.ts';

/** Every encrypted column, and the columns that name its row. */
export const encryptedColumns = [
  { table: 'asks', column: 'interaction_token', key: ['id'], list: false },
  { table: 'asks', column: 'prompt', key: ['id'], list: false },
  { table: 'asks', column: 'file_name', key: ['id'], list: false },
  { table: 'asks', column: 'file_text', key: ['id'], list: false },
  { table: 'candidates', column: 'text', key: ['ask_id', 'slot'], list: false },
  { table: 'comparisons', column: 'reasoning', key: ['ask_id', 'number'], list: false },
  { table: 'comparisons', column: 'answer', key: ['ask_id', 'number'], list: false },
  { table: 'comparisons', column: 'notes', key: ['ask_id', 'number'], list: true },
  { table: 'shadow_comparisons', column: 'reasoning', key: ['ask_id', 'number', 'judge'], list: false },
  { table: 'shadow_comparisons', column: 'answer', key: ['ask_id', 'number', 'judge'], list: false },
  { table: 'reports', column: 'words', key: ['id'], list: false },
  { table: 'votes', column: 'reason_text', key: ['id'], list: false },
] as const;

/** Reads the newest prompt, so that a key that is wrong is noticed at the start. @throws {DecryptionError} */
export async function checkKeys(db: Db): Promise<void> {
  await db.select({ prompt: asks.prompt }).from(asks).orderBy(desc(asks.id)).limit(1);
}

/**
 * Encrypts up to `batch` values of a column anew that are not yet under the key `keyId`; how many there were. A value that somebody
 * changes meanwhile is left to the next round. @throws {DecryptionError} where a key is missing: nothing of the batch is changed.
 */
export async function reencrypt(
  db: Db,
  { table, column, key, list }: (typeof encryptedColumns)[number],
  keyId: string,
  batch: number,
): Promise<number> {
  const [at, value] = [sql.identifier(table), sql.identifier(column)];
  const current = `enc1.${keyId}.%`;
  const stale = list
    ? sql`exists (select 1 from unnest(${value}) v where v <> '' and v not like ${current})`
    : sql`${value} <> '' and ${value} not like ${current}`;
  const names = sql.join(
    key.map((name) => sql.identifier(name)),
    sql`, `,
  );
  const name = `${table}.${column}`;
  const anew = (stored: string) => encryptStored(decryptStored(stored, name), name);
  return db.transaction(async (tx) => {
    const rows = await tx.execute<Record<string, unknown>>(
      sql`select ${names}, ${value} as stored from ${at} where ${stale} limit ${batch} for update skip locked`,
    );
    for (const row of rows) {
      const fresh = list
        ? sql`array[${sql.join(
            (row.stored as string[]).map((stored) => sql`${anew(stored)}`),
            sql`, `,
          )}]::text[]`
        : sql`${anew(row.stored as string)}`;
      const same = sql.join(
        key.map((part) => sql`${sql.identifier(part)} = ${row[part]}`),
        sql` and `,
      );
      await tx.execute(sql`update ${at} set ${value} = ${fresh} where ${same}`);
    }
    return rows.length;
  });
}
