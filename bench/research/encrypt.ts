import type { Sql } from 'postgres';
import { encryptStored } from '../../db/schema/columns.ts';

/** The seeded columns that are encrypted on a bot with a key, with their tables' keys. */
const columns = [
  { table: 'asks', column: 'prompt', key: 'id' },
  { table: 'candidates', column: 'text', key: 'ask_id, slot' },
  { table: 'comparisons', column: 'reasoning', key: 'ask_id, number' },
  { table: 'comparisons', column: 'answer', key: 'ask_id, number' },
] as const;

const BATCH = 5000;

/** Encrypts what `seedVotes` has written in clear, many rows a statement: SQL alone cannot do it. */
export async function encryptSeeded(sql: Sql): Promise<void> {
  for (const { table, column, key } of columns)
    for (;;) {
      const rows = await sql.unsafe<{ at: string; text: string }[]>(
        `select ctid::text as at, ${column} as text from ${table} where ${column} not like 'enc1.%' order by ${key} limit ${BATCH}`,
      );
      const sealed = rows.map(({ text }) => encryptStored(text, `${table}.${column}`));
      await sql.unsafe(
        `update ${table} t set ${column} = n.text from unnest($1::text[]::tid[], $2::text[]) n(at, text) where t.ctid = n.at`,
        [rows.map(({ at }) => at), sealed],
      );
      if (rows.length < BATCH) break;
    }
  await sql.unsafe('vacuum analyze');
}
