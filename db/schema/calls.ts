import { sql } from 'drizzle-orm';
import { boolean, check, doublePrecision, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { asks } from './asks.ts';
import { createdAt, id, moment } from './columns.ts';

/**
 * Every request to a model, written before it is sent. While it is in flight the row holds its upper bound,
 * afterwards what it really used. So a request that was in flight when its worker was killed is counted too.
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
    /** Who answered, as the server says: `model`, or `model@provider`; null where it says nothing. */
    answeredBy: text(),
    inputTokens: integer().notNull(),
    outputTokens: integer().notNull(),
    /** US dollars. null: unknown, which is not zero. */
    costUsd: doublePrecision(),
    /**
     * Whether the numbers are an upper estimate: the request is in flight, or the server did not report its
     * use.
     */
    estimated: boolean().notNull().default(true),
    /** `done`, or the code of the error that ended it. null while it is in flight. */
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
