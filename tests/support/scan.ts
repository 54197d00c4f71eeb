import type { Database } from '../../db/client.ts';

/** Every row of every table, the queue's too, as text: what a copy of the database would tell. */
export async function dumpOf({ sql }: Database): Promise<string> {
  const tables = await sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`;
  const rows = await Promise.all(
    tables.map(({ schema, name }) => sql`select t::text as line from ${sql(schema)}.${sql(name)} t`),
  );
  return rows.flatMap((lines, at) => lines.map(({ line }) => `${tables[at]?.name} ${line}`)).join('\n');
}
