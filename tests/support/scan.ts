import type { Database } from '../../db/client.ts';

/** Every row of every table, the queue's too, as text: what a copy of the database would tell. */
export async function dumpOf(database: Database): Promise<string> {
  return (await linesOf(database)).map(({ table, line }) => `${table} ${line}`).join('\n');
}

/** The tables with a row in which `words` stand. */
export async function tablesWith(database: Database, words: string): Promise<string[]> {
  const found = (await linesOf(database)).filter(({ line }) => line.includes(words));
  return [...new Set(found.map(({ table }) => table))].sort();
}

async function linesOf({ sql }: Database): Promise<{ table: string; line: string }[]> {
  const tables = await sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`;
  const rows = await Promise.all(
    tables.map(({ schema, name }) => sql`select t::text as line from ${sql(schema)}.${sql(name)} t`),
  );
  return rows.flatMap((lines, at) =>
    lines.map(({ line }) => ({ table: tables[at]?.name ?? '', line: line as string })),
  );
}
