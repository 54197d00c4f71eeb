import { desc, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { DecryptionError } from '../key-ring.ts';
import { asks } from '../schema/asks.ts';
import { decryptStored, encryptStored } from '../schema/columns.ts';

/** Every encrypted column and the primary key of its table. `list`: the column is an array. */
export const encryptedColumns = [
  { table: 'asks', column: 'interaction_token', key: ['id'], list: false },
  { table: 'asks', column: 'prompt', key: ['id'], list: false },
  { table: 'asks', column: 'file_name', key: ['id'], list: false },
  { table: 'asks', column: 'file_text', key: ['id'], list: false },
  { table: 'ask_pictures', column: 'name', key: ['ask_id', 'number'], list: false },
  { table: 'ask_pictures', column: 'data', key: ['ask_id', 'number'], list: false },
  { table: 'candidates', column: 'text', key: ['ask_id', 'slot'], list: false },
  { table: 'comparisons', column: 'reasoning', key: ['ask_id', 'number'], list: false },
  { table: 'comparisons', column: 'answer', key: ['ask_id', 'number'], list: false },
  { table: 'comparisons', column: 'notes', key: ['ask_id', 'number'], list: true },
  { table: 'shadow_comparisons', column: 'reasoning', key: ['ask_id', 'number', 'judge'], list: false },
  { table: 'shadow_comparisons', column: 'answer', key: ['ask_id', 'number', 'judge'], list: false },
  { table: 'challenger_comparisons', column: 'reasoning', key: ['ask_id', 'judge', 'number'], list: false },
  { table: 'challenger_comparisons', column: 'answer', key: ['ask_id', 'judge', 'number'], list: false },
  { table: 'rubrics', column: 'text', key: ['ask_id', 'writer', 'format', 'format_version'], list: false },
  { table: 'judge_rules', column: 'rules', key: ['version'], list: true },
  { table: 'align_runs', column: 'finalist', key: ['id'], list: true },
  { table: 'align_answers', column: 'text', key: ['run_id', 'key'], list: false },
  { table: 'reports', column: 'words', key: ['id'], list: false },
  { table: 'votes', column: 'reason_text', key: ['id'], list: false },
] as const;

/**
 * Decrypts the newest prompt, so that a missing key is noticed at the start. A damaged prompt does not
 * prevent the start.
 *
 * @throws {DecryptionError} when the key is missing.
 */
export async function checkKeys(db: Db): Promise<void> {
  const [row] = await db
    .select({ stored: sql<string>`${asks.prompt}::text` })
    .from(asks)
    .where(sql`${asks.prompt} <> ''`)
    .orderBy(desc(asks.id))
    .limit(1);
  if (row) tryReading(() => decryptStored(row.stored, 'asks.prompt'));
}

type EncryptedColumn = (typeof encryptedColumns)[number];
type Keys = Record<string, unknown>;

const keyTypes = {
  id: 'uuid',
  ask_id: 'uuid',
  slot: 'int',
  number: 'int',
  judge: 'text',
  writer: 'text',
  format: 'text',
  format_version: 'int',
  version: 'int',
  run_id: 'uuid',
  key: 'text',
} as const;

const list = (parts: readonly ReturnType<typeof sql>[]) => sql.join([...parts], sql`, `);

/** SQL: whether a value is not empty and not encrypted under the key. */
function staleIn({ column, list: isList }: EncryptedColumn, keyId: string) {
  const [value, current] = [sql.identifier(column), `enc1.${keyId}.%`];
  return isList
    ? sql`exists (select 1 from unnest(${value}) v where v <> '' and v not like ${current})`
    : sql`${value} <> '' and ${value} not like ${current}`;
}

/** @returns how many values of a column are not encrypted under the key `keyId`. */
export async function countStale(db: Db, column: EncryptedColumn, keyId: string): Promise<number> {
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from ${sql.identifier(column.table)} where ${staleIn(column, keyId)}`,
  );
  return row?.n ?? 0;
}

/** What one batch of a key rotation did. */
export interface Reencrypted {
  changed: number;
  /** Damaged values, by column and row. They are left as they are. */
  unreadable: string[];
  /** The last row of the batch; the next one begins after it. null: the column is done. */
  last: Keys | null;
}

/**
 * Re-encrypts up to `batch` values of a column that are not under the key `keyId`, from the row after
 * `after`. Rows that another transaction has locked are skipped; the next round takes them.
 *
 * @param after null: from the beginning.
 * @throws {DecryptionError} when a key is missing; the batch is rolled back then.
 */
export async function reencrypt(
  db: Db,
  encrypted: EncryptedColumn,
  keyId: string,
  batch: number,
  after: Keys | null,
): Promise<Reencrypted> {
  const { table, column, key, list: isList } = encrypted;
  const [at, value] = [sql.identifier(table), sql.identifier(column)];
  const names = list(key.map((name) => sql`${sql.identifier(name)}`));
  const from = (row: Keys) => list(key.map((name) => sql`${row[name]}::${sql.raw(keyTypes[name])}`));
  const behind = after === null ? sql`true` : sql`(${names}) > (${from(after)})`;
  const name = `${table}.${column}`;
  const anew = (stored: string) => encryptStored(decryptStored(stored, name), name);
  return db.transaction(async (tx) => {
    const rows = await tx.execute<Keys & { stored: string | string[] }>(
      sql`select ${names}, ${value} as stored from ${at} where ${staleIn(encrypted, keyId)} and ${behind}
        order by ${names} limit ${batch} for update skip locked`,
    );
    const unreadable: string[] = [];
    for (const row of rows) {
      const fresh = tryReading(() => [row.stored].flat().map(anew));
      if (fresh === null) {
        unreadable.push(`${name} of ${key.map((part) => row[part]).join(' ')}`);
        continue;
      }
      const written = isList ? sql`array[${list(fresh.map((text) => sql`${text}`))}]::text[]` : sql`${fresh[0]}`;
      await tx.execute(sql`update ${at} set ${value} = ${written} where (${names}) = (${from(row)})`);
    }
    const last = rows.length < batch ? null : (rows.at(-1) ?? null);
    return { changed: rows.length - unreadable.length, unreadable, last };
  });
}

/**
 * @returns null when the text is damaged.
 * @throws {DecryptionError} when a key is missing.
 */
function tryReading<Read>(read: () => Read): Read | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DecryptionError && error.kind === 'damaged') return null;
    throw error;
  }
}
