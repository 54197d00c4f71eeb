import { doublePrecision, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { asks } from './asks.ts';
import { createdAt, snowflake } from './columns.ts';

/**
 * The most that an unfinished ask may cost. Replaced by a row in `usage` when it ends, deleted with the ask.
 */
export const reservations = pgTable(
  'reservations',
  {
    askId: uuid()
      .primaryKey()
      .references(() => asks.id, { onDelete: 'cascade' }),
    guildId: snowflake(),
    askerHash: text().notNull(),
    tokens: integer().notNull(),
    /** US dollars, of the models whose price is known. */
    costUsd: doublePrecision().notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('reservations_time').on(t.createdAt)],
);
