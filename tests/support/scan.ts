import type { Database } from '../../db/client.ts';

/**
 * Every row of every table as text: what a copy of the database reveals. The queue's tables count.
 * @param schema only the tables of this schema
 */
export async function dumpOf(database: Database, schema?: 'public'): Promise<string> {
  return (await linesOf(database, schema)).map(({ table, line }) => `${table} ${line}`).join('\n');
}

/** The tables with a row that contains `words`. */
export async function tablesWith(database: Database, words: string): Promise<string[]> {
  const found = (await linesOf(database)).filter(({ line }) => line.includes(words));
  return [...new Set(found.map(({ table }) => table))].sort();
}

async function linesOf({ sql }: Database, only?: string): Promise<{ table: string; line: string }[]> {
  const tables = await sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
      and table_schema = coalesce(${only ?? null}, table_schema)`;
  const rows = await Promise.all(
    tables.map(({ schema, name }) => sql`select t::text as line from ${sql(schema)}.${sql(name)} t`),
  );
  return rows.flatMap((lines, at) =>
    lines.map(({ line }) => ({ table: tables[at]?.name ?? '', line: line as string })),
  );
}
