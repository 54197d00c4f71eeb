import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { invalidReasons, verdicts } from '../../src/terms.ts';
import { candidates } from './candidates.ts';
import { createdAt, encryptedText, isOneOf } from './columns.ts';

/** One judge call on two candidates in a given order, stored unprocessed. */
export const comparisons = pgTable(
  'comparisons',
  {
    askId: uuid().notNull(),
    /**
     * The comparison's number in the tournament, from 1 in the order of starts. A gap is a call that never
     * finished.
     */
    number: integer().notNull(),
    first: integer().notNull(),
    second: integer().notNull(),
    tier: integer().notNull(),
    /** How many comparisons of this pair in this order came before. */
    sample: integer().notNull(),
    verdict: text({ enum: verdicts }).notNull(),
    invalidReason: text({ enum: invalidReasons }),
    conflict: boolean().notNull(),
    forced: boolean().notNull(),
    model: text().notNull(),
    /** Who answered, as the server says: `model`, or `model@provider`; null where it says nothing. */
    answeredBy: text(),
    format: text().notNull(),
    formatVersion: integer().notNull(),
    params: jsonb().$type<Readonly<Record<string, number>>>().notNull(),
    reasoning: encryptedText('comparisons.reasoning').notNull(),
    answer: encryptedText('comparisons.answer').notNull(),
    /** What was neutralised or cut from the replies before judging, for moderators. */
    notes: encryptedText('comparisons.notes').array().notNull(),
    inputTokens: integer(),
    outputTokens: integer(),
    reasoningTokens: integer(),
    /** US dollars. null: unknown, which is not zero. */
    costUsd: doublePrecision(),
    latencyMs: integer().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.askId, t.number] }),
    foreignKey({
      name: 'comparisons_first',
      columns: [t.askId, t.first],
      foreignColumns: [candidates.askId, candidates.slot],
    }).onDelete('cascade'),
    foreignKey({
      name: 'comparisons_second',
      columns: [t.askId, t.second],
      foreignColumns: [candidates.askId, candidates.slot],
    }).onDelete('cascade'),
    check('comparisons_pair', sql`${t.first} <> ${t.second}`),
    check('comparisons_tier', sql`${t.tier} between 0 and 2`),
    check('comparisons_verdict', isOneOf(t.verdict, verdicts)),
    check('comparisons_invalid', sql`(${t.verdict} = 'invalid') = (${t.invalidReason} is not null)`),
  ],
);
