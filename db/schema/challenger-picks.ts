import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { asks } from './asks.ts';
import { createdAt } from './columns.ts';

/**
 * How a challenger's own tournament over an ask's candidates ended. It is there only once the tournament is
 * over: its comparisons alone do not tell, because a pick makes those on their way needless.
 */
export const challengerPicks = pgTable(
  'challenger_picks',
  {
    askId: uuid()
      .notNull()
      .references(() => asks.id, { onDelete: 'cascade' }),
    /** The challenger by its whole name. */
    judge: text().notNull(),
    pick: integer().notNull(),
    /** Slots of the candidates that took part, best first. */
    standings: integer().array().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.askId, t.judge] })],
);
