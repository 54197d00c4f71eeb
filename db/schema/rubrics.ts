import { boolean, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { asks } from './asks.ts';
import { createdAt, encryptedText } from './columns.ts';

/** What a judge's format has written about an ask's question, once, before any pair is judged. */
export const rubrics = pgTable(
  'rubrics',
  {
    askId: uuid()
      .notNull()
      .references(() => asks.id, { onDelete: 'cascade' }),
    /** The model that was asked for it. */
    writer: text().notNull(),
    format: text().notNull(),
    formatVersion: integer().notNull(),
    /** null: what was written could not be used. */
    text: encryptedText('rubrics.text'),
    /** Who answered, as the server says: `model`, or `model@provider`; null where it says nothing. */
    answeredBy: text(),
    /** Whether only a shadow judge wanted it, for research: it decided nothing. */
    shadow: boolean().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.askId, t.writer, t.format, t.formatVersion] })],
);
