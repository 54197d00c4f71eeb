import { sql } from 'drizzle-orm';
import { boolean, check, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt } from './columns.ts';

/** The operator's switch: while it holds a row, no process accepts questions. At most one row. */
export const stops = pgTable(
  'stops',
  {
    one: boolean().primaryKey().default(true),
    /** The reason that people are told. Empty: none is given. */
    why: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [check('stops_one', sql`${t.one}`)],
);
