import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/client.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  // One connection, because prepared statements belong to a connection.
  database = openDatabase(fresh.url, { max: 1 });
});
afterAll(async () => {
  await database.close();
  await fresh.close();
});

const prepared = async (text: string) =>
  (
    await database.sql<{ count: number }[]>`
    select count(*)::int as count from pg_prepared_statements where statement like ${text}`
  )[0]?.count;

it('prepares a query once, outside a transaction, within one, and within one in that', async () => {
  for (let i = 0; i < 3; i++) await database.db.execute(sql`select ${i}::int as outside`);
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`select ${1}::int as outside`);
    await tx.execute(sql`select ${1}::int as within`);
    await tx.transaction((inner) => inner.execute(sql`select ${1}::int as inner_most`));
  });
  expect(await prepared('select $1::int as outside')).toBe(1);
  expect(await prepared('select $1::int as within')).toBe(1);
  expect(await prepared('select $1::int as inner_most')).toBe(1);
});

it('does not prepare without end', async () => {
  for (let i = 0; i < 320; i++) await database.db.execute(sql.raw(`select 1 as n${i} where 1 = `).append(sql`${1}`));
  expect(await prepared('select 1 as n%')).toBeLessThan(300);
});
