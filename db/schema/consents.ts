import { sql } from 'drizzle-orm';
import { check, index, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, id } from './columns.ts';

/** Every decision to take part in research or to stop. A person's newest row counts; no row means no. */
export const consents = pgTable(
  'consents',
  {
    id: id(),
    personHash: text().notNull(),
    decision: text({ enum: ['given', 'revoked'] }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check('consents_decision', sql`${t.decision} in ('given', 'revoked')`),
    index('consents_person').on(t.personHash, t.createdAt),
  ],
);
