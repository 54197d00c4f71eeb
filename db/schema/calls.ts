import { sql } from 'drizzle-orm';
import { boolean, check, doublePrecision, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { asks } from './asks.ts';
import { createdAt, id, moment } from './columns.ts';

/**
 * Every request that was sent to a model for an ask, written before it is sent: with the most that it can take until it has ended, with what it took from
 * then on. So what a worker had on its way when it was killed is counted too.
 */
export const calls = pgTable(
  'calls',
  {
    id: id(),
    askId: uuid()
      .notNull()
      .references(() => asks.id, { onDelete: 'cascade' }),
    purpose: text({ enum: ['candidate', 'comparison', 'check'] }).notNull(),
    model: text().notNull(),
    inputTokens: integer().notNull(),
    outputTokens: integer().notNull(),
    /** US dollars; null: unknown, which is not zero. */
    costUsd: doublePrecision(),
    /** The server did not count to the end: the numbers are an upper estimate. */
    estimated: boolean().notNull().default(true),
    /** `done`, or the code of the error that ended it; null while it is on its way. */
    outcome: text(),
    createdAt: createdAt(),
    endedAt: moment(),
  },
  (t) => [
    index('calls_ask').on(t.askId),
    check('calls_tokens', sql`least(${t.inputTokens}, ${t.outputTokens}) >= 0`),
    check('calls_purpose', sql`${t.purpose} in ('candidate', 'comparison', 'check')`),
  ],
);
