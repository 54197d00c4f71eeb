import { bigint, check, doublePrecision, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { alignEnds, verdicts } from '../../src/terms.ts';
import { asks } from './asks.ts';
import { createdAt, encryptedText, id, isOneOf, moment, snowflake } from './columns.ts';

/** Searches for rules on a server (`tribunal align`). One that did not end is gone on with. */
export const alignRuns = pgTable(
  'align_runs',
  {
    id: id(),
    guildId: snowflake().notNull(),
    /** The judge, with the version of the rules that it has already. */
    judge: text().notNull(),
    writer: text().notNull(),
    options: jsonb().$type<{ rounds: number; proposals: number; seed: string }>().notNull(),
    /** When the second and the third part begin, by the time at which a ballot closed. */
    chooseFrom: moment().notNull(),
    testFrom: moment().notNull(),
    /** The last closing in the third part. Whatever closed until then serves as a test once. */
    testUntil: moment().notNull(),
    /** The list that the test serves. null: it has not begun. */
    finalist: encryptedText('align_runs.finalist').array(),
    endedAt: moment(),
    outcome: text({ enum: alignEnds }),
    createdAt: createdAt(),
  },
  (t) => [index('align_runs_guild').on(t.guildId, t.judge), check('align_runs_outcome', isOneOf(t.outcome, alignEnds))],
);

/** What a run was answered, so that it pays nothing twice. */
export const alignAnswers = pgTable(
  'align_answers',
  {
    runId: uuid()
      .notNull()
      .references(() => alignRuns.id, { onDelete: 'cascade' }),
    /** SHA-256 of what was asked. */
    key: text().notNull(),
    /** The ask that was judged. null: the writer was asked. */
    askId: uuid().references(() => asks.id, { onDelete: 'cascade' }),
    verdict: text({ enum: verdicts }),
    /** What the writer wrote. Deleted when the run has ended, and when anybody deletes their data. */
    text: encryptedText('align_answers.text'),
    tokens: bigint({ mode: 'number' }).notNull(),
    /** US dollars. null: unknown, which is not zero. */
    usd: doublePrecision(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.key] }),
    index('align_answers_ask').on(t.askId),
    check('align_answers_verdict', isOneOf(t.verdict, verdicts)),
  ],
);
