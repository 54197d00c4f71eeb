import { doublePrecision, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { asks } from './asks.ts';
import { createdAt, id, snowflake } from './columns.ts';

/** What one ask cost, written when it ends. It outlives the ask's texts: limits and bills are counted from it. */
export const usage = pgTable(
  'usage',
  {
    id: id(),
    askId: uuid()
      .unique('usage_ask')
      .references(() => asks.id, { onDelete: 'set null' }),
    guildId: snowflake(),
    askerHash: text().notNull(),
    /** 0 where it ended without having cost anything: that does not count against a limit of asks. */
    asks: integer().notNull().default(1),
    calls: integer().notNull(),
    inputTokens: integer().notNull(),
    outputTokens: integer().notNull(),
    /** US dollars, of the calls whose price is known. */
    costUsd: doublePrecision().notNull(),
    /** Calls whose price is not known. */
    unpricedCalls: integer().notNull(),
    /** Calls that were not counted by their server to the end, and stand in the sums with an upper estimate. */
    estimatedCalls: integer().notNull().default(0),
    /** When the ask was put, not when it ended: limits count it on the day that it was reserved on. */
    createdAt: createdAt(),
  },
  (t) => [
    index('usage_guild_time').on(t.guildId, t.createdAt),
    index('usage_asker_time').on(t.askerHash, t.createdAt),
    index('usage_time').on(t.createdAt),
  ],
);
