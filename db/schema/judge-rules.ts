import { check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, encryptedText, isOneOf, snowflake } from './columns.ts';

/** Who wrote a list of rules: `tribunal align` from votes, or a person who manages the server. */
export const ruleMakers = ['align', 'manager'] as const;

/** What a server's judge is told to value. A list never changes: an edit is a new version. */
export const judgeRules = pgTable(
  'judge_rules',
  {
    /** In the judge's name (`hf:model#rules-3`). Counts over all servers, so that it names one list. */
    version: integer().primaryKey().generatedAlwaysAsIdentity(),
    guildId: snowflake().notNull(),
    /** The judge, without a version. */
    judge: text().notNull(),
    rules: encryptedText('judge_rules.rules').array().notNull(),
    madeBy: text({ enum: ruleMakers }).notNull(),
    /** The version that was edited. null: a new list. */
    editedFrom: integer(),
    /** Keyed hash of the manager; null: it was made on the command line. */
    actorHash: text(),
    /** What the trial before it was kept has measured. null: none was held, as after an edit. */
    trial: jsonb().$type<Readonly<Record<string, unknown>>>(),
    createdAt: createdAt(),
  },
  (t) => [
    index('judge_rules_guild').on(t.guildId, t.judge, t.version),
    check('judge_rules_made_by', isOneOf(t.madeBy, ruleMakers)),
  ],
);
