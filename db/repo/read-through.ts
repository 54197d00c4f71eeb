import { Column, type GetColumnData, is, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../client.ts';

/** What to read, by name. */
export type Fields = Readonly<Record<string, AnyPgColumn | SQL>>;

/** A row with these fields. */
export type RowWith<F extends Fields> = {
  -readonly [Name in keyof F]: F[Name] extends AnyPgColumn
    ? GetColumnData<F[Name]>
    : F[Name] extends SQL<infer Value>
      ? Value
      : never;
};

/** A column that an outer join may leave without a value. */
export const optional = <C extends AnyPgColumn>(column: C) =>
  column as unknown as AnyPgColumn<{ data: C['_']['data']; notNull: false }>;

/** A name each, because a transaction may read several at a time. */
let opened = 0;

/**
 * Reads a whole query in pages of up to `limit` rows, through one cursor of the server: so it is planned and
 * sorted once, and not again for each page.
 *
 * Values are decoded and texts decrypted in place, by their columns. drizzle makes two more objects of each
 * row, and takes several times as long.
 *
 * @param from what stands behind the fields: `from`, `where` and `order by`
 */
export async function* readThrough<F extends Fields>(
  tx: Db,
  fields: F,
  from: SQL,
  limit: number,
): AsyncGenerator<RowWith<F>[]> {
  const list = sql.join(
    Object.entries(fields).map(([name, field]) => sql`${field} as ${sql.identifier(name)}`),
    sql`, `,
  );
  const decoders = Object.entries(fields).flatMap(([name, field]) =>
    is(field, Column) && field.mapFromDriverValue !== Column.prototype.mapFromDriverValue
      ? [[name, (value: unknown) => field.mapFromDriverValue(value)] as const]
      : [],
  );
  const cursor = sql.identifier(`read_through_${++opened}`);
  await tx.execute(sql`declare ${cursor} no scroll cursor for select ${list} ${from}`);
  const fetch = sql`fetch forward ${sql.raw(`${limit}`)} from ${cursor}`;
  try {
    for (;;) {
      const page = (await tx.execute(fetch)) as Record<string, unknown>[];
      for (const row of page)
        for (const [name, decode] of decoders) if (row[name] !== null) row[name] = decode(row[name]);
      if (page.length > 0) yield page as RowWith<F>[];
      if (page.length < limit) return;
    }
  } finally {
    // Fails only in a transaction that has failed already, whose error is the one to tell.
    await tx.execute(sql`close ${cursor}`).catch(() => {});
  }
}
