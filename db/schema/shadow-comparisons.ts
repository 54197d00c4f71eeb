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
import { createdAt, encryptedText, isOneOf } from './columns.ts';
import { comparisons } from './comparisons.ts';

/**
 * A stored comparison judged again by another judge: same pair, same order, same prompt. It is for research
 * only and decides nothing.
 */
export const shadowComparisons = pgTable(
  'shadow_comparisons',
  {
    askId: uuid().notNull(),
    number: integer().notNull(),
    /** The judge that was asked for. `model` is the one that answered. */
    judge: text().notNull(),
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
    reasoning: encryptedText('shadow_comparisons.reasoning').notNull(),
    answer: encryptedText('shadow_comparisons.answer').notNull(),
    inputTokens: integer(),
    outputTokens: integer(),
    reasoningTokens: integer(),
    /** US dollars. null: unknown, which is not zero. */
    costUsd: doublePrecision(),
    latencyMs: integer().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.askId, t.number, t.judge] }),
    foreignKey({
      name: 'shadow_comparisons_comparison',
      columns: [t.askId, t.number],
      foreignColumns: [comparisons.askId, comparisons.number],
    }).onDelete('cascade'),
    check('shadow_comparisons_verdict', isOneOf(t.verdict, verdicts)),
    check('shadow_comparisons_invalid', sql`(${t.verdict} = 'invalid') = (${t.invalidReason} is not null)`),
  ],
);
