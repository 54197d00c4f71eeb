import { sql } from 'drizzle-orm';
import { check, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { verdicts } from '../../src/terms.ts';
import { asks } from './asks.ts';
import { createdAt, encryptedText, id, isOneOf, moment, snowflake } from './columns.ts';

/** How a search for rules has ended. */
export const alignEnds = ['kept', 'no-list', 'not-better', 'contradicts-itself'] as const;

/** What decides what a search asks. A run is resumed only by one that would ask the same. */
export interface AlignRunOptions {
  /** The version of the rules that the judge had. null: it had none. */
  present: number | null;
  /** The judge's format, with its version: `chat@1`. */
  format: string;
  rounds: number;
  proposals: number;
}

/** Searches for rules (`tribunal align`), and until when questions have served as their test. */
export const alignRuns = pgTable(
  'align_runs',
  {
    id: id(),
    guildId: snowflake().notNull(),
    /** The judge, without a version of rules. */
    judge: text().notNull(),
    writer: text().notNull(),
    seed: text().notNull(),
    options: jsonb().$type<AlignRunOptions>().notNull(),
    /** When the second and the third part begin, by the time at which a ballot closed. */
    chooseFrom: moment().notNull(),
    testFrom: moment().notNull(),
    /**
     * Questions that closed by then have served as a test of this judge, and never do again. null: the test
     * was not begun.
     */
    testedUntil: moment(),
    /** The list that is being tried, noted before the test begins. Emptied at the end. */
    finalist: encryptedText('align_runs.finalist').array(),
    outcome: text({ enum: alignEnds }),
    createdAt: createdAt(),
    endedAt: moment(),
  },
  (t) => [
    index('align_runs_judge').on(t.guildId, t.judge),
    check('align_runs_outcome', isOneOf(t.outcome, alignEnds)),
    check('align_runs_ended', sql`(${t.endedAt} is null) = (${t.outcome} is null)`),
    check('align_runs_finalist', sql`${t.finalist} is null or ${t.testedUntil} is not null`),
  ],
);

/** What a search was answered and has paid for, so that it can go on. Deleted when it ends. */
export const alignAnswers = pgTable(
  'align_answers',
  {
    runId: uuid()
      .notNull()
      .references(() => alignRuns.id, { onDelete: 'cascade' }),
    /** SHA-256 of what was asked. */
    key: text().notNull(),
    /** The question that was judged. null: the writer was asked. */
    askId: uuid().references(() => asks.id, { onDelete: 'cascade' }),
    verdict: text({ enum: verdicts }),
    /** What the writer wrote. It may quote members. */
    text: encryptedText('align_answers.text'),
    /** In and out. */
    tokens: integer().notNull(),
    /** US dollars. null: unknown, which is not zero. */
    usd: doublePrecision(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.key] }),
    index('align_answers_ask').on(t.askId),
    check('align_answers_verdict', isOneOf(t.verdict, verdicts)),
    check('align_answers_kind', sql`num_nonnulls(${t.verdict}, ${t.text}) = 1`),
  ],
);
