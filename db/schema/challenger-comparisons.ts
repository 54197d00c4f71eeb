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

/**
 * One call of a challenger in the tournament that it plays by itself over an ask's candidates. It decides
 * nothing of the ask.
 */
export const challengerComparisons = pgTable(
  'challenger_comparisons',
  {
    askId: uuid().notNull(),
    /** The challenger by its whole name. `model` is the one that answered. */
    judge: text().notNull(),
    /** The comparison's number in the challenger's tournament, from 1 in the order of starts, with gaps. */
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
    reasoning: encryptedText('challenger_comparisons.reasoning').notNull(),
    answer: encryptedText('challenger_comparisons.answer').notNull(),
    inputTokens: integer(),
    outputTokens: integer(),
    reasoningTokens: integer(),
    /** US dollars. null: unknown, which is not zero. */
    costUsd: doublePrecision(),
    latencyMs: integer().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.askId, t.judge, t.number] }),
    foreignKey({
      name: 'challenger_comparisons_first',
      columns: [t.askId, t.first],
      foreignColumns: [candidates.askId, candidates.slot],
    }).onDelete('cascade'),
    foreignKey({
      name: 'challenger_comparisons_second',
      columns: [t.askId, t.second],
      foreignColumns: [candidates.askId, candidates.slot],
    }).onDelete('cascade'),
    check('challenger_comparisons_pair', sql`${t.first} <> ${t.second}`),
    check('challenger_comparisons_tier', sql`${t.tier} between 0 and 2`),
    check('challenger_comparisons_verdict', isOneOf(t.verdict, verdicts)),
    check('challenger_comparisons_invalid', sql`(${t.verdict} = 'invalid') = (${t.invalidReason} is not null)`),
  ],
);
