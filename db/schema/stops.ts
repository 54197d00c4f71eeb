import { sql } from 'drizzle-orm';
import { boolean, check, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt } from './columns.ts';

/** The operator's switch: while there is a row, no process takes questions. At most one. */
export const stops = pgTable(
  'stops',
  {
    one: boolean().primaryKey().default(true),
    /** Said to whoever asks; empty: nothing more is said. */
    why: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [check('stops_one', sql`${t.one}`)],
);
