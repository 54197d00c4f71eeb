import { doublePrecision, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { asks } from './asks.ts';
import { createdAt, id, snowflake } from './columns.ts';

/**
 * What one ask cost, written when it ends. It outlives the ask's texts, because limits and bills count it.
 */
export const usage = pgTable(
  'usage',
  {
    id: id(),
    askId: uuid()
      .unique('usage_ask')
      .references(() => asks.id, { onDelete: 'set null' }),
    guildId: snowflake(),
    askerHash: text().notNull(),
    /** 0 when the ask failed without any cost. It then does not count against a limit of asks. */
    asks: integer().notNull().default(1),
    calls: integer().notNull(),
    inputTokens: integer().notNull(),
    outputTokens: integer().notNull(),
    /** US dollars, of the calls whose price is known. */
    costUsd: doublePrecision().notNull(),
    /** Calls whose price is unknown. */
    unpricedCalls: integer().notNull(),
    /** Calls whose use the server did not fully report. They are in the sums with an upper estimate. */
    estimatedCalls: integer().notNull().default(0),
    /** When the ask was created, not when it ended. Limits count it on the day on which it was reserved. */
    createdAt: createdAt(),
  },
  (t) => [
    index('usage_guild_time').on(t.guildId, t.createdAt),
    index('usage_asker_time').on(t.askerHash, t.createdAt),
    index('usage_time').on(t.createdAt),
  ],
);
