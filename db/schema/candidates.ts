import { sql } from 'drizzle-orm';
import { check, doublePrecision, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { asks } from './asks.ts';
import { createdAt, encryptedText, moment } from './columns.ts';

/** One reply of one model to the ask's question. */
export const candidates = pgTable(
  'candidates',
  {
    askId: uuid()
      .notNull()
      .references(() => asks.id, { onDelete: 'cascade' }),
    slot: integer().notNull(),
    model: text().notNull(),
    /** Who answered, as the server says: `model`, or `model@provider`; null where it says nothing. */
    answeredBy: text(),
    temperature: doublePrecision(),
    style: text().notNull(),
    state: text({ enum: ['done', 'failed'] }).notNull(),
    text: encryptedText('candidates.text'),
    /** The text's length in characters, which the ciphertext does not show. */
    characters: integer(),
    /** The slot whose text this one repeats. Such a candidate is not judged. */
    duplicateOf: integer(),
    /** `length`: the model ran out of tokens, so the text is cut off. */
    stopReason: text({ enum: ['end', 'length', 'refused'] }),
    error: text(),
    inputTokens: integer(),
    outputTokens: integer(),
    reasoningTokens: integer(),
    /** US dollars. null: unknown, which is not zero. */
    costUsd: doublePrecision(),
    latencyMs: integer(),
    firstTokenMs: integer(),
    createdAt: createdAt(),
    finishedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.askId, t.slot] }),
    check('candidates_slot', sql`${t.slot} between 0 and 15`),
    check('candidates_state', sql`${t.state} in ('done', 'failed')`),
    check('candidates_text', sql`(${t.state} = 'done') = (${t.text} is not null)`),
    check('candidates_error', sql`(${t.state} = 'failed') = (${t.error} is not null)`),
    check('candidates_duplicate', sql`${t.duplicateOf} <> ${t.slot}`),
  ],
);
