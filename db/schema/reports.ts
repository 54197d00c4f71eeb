import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { asks } from './asks.ts';
import { createdAt, encryptedText, id, moment, snowflake } from './columns.ts';

/** The reasons that a member can give for a report. */
export const reportReasons = ['harmful', 'hateful', 'personal', 'wrong', 'other'] as const;
export type ReportReason = (typeof reportReasons)[number];

/** The states of a report: open, or what a moderator decided. */
export const reportStates = ['open', 'dismissed', 'hidden', 'blocked'] as const;
export type ReportState = (typeof reportStates)[number];

/** A member's report of an answer. Deleted with its ask. */
export const reports = pgTable(
  'reports',
  {
    id: id(),
    askId: uuid()
      .notNull()
      .references(() => asks.id, { onDelete: 'cascade' }),
    guildId: snowflake().notNull(),
    reporterHash: text().notNull(),
    reason: text({ enum: reportReasons }).notNull(),
    /**
     * The candidate that was meant. null: no single one. An open vote must not betray its pick here, see
     * `slotMeant`.
     */
    slot: integer(),
    /** In the reporter's own words. */
    words: encryptedText('reports.words').notNull(),
    /**
     * The message that shows the report to moderators. It quotes the answer, so it may have to be deleted
     * too. null: not posted.
     */
    channelId: snowflake(),
    messageId: snowflake(),
    state: text({ enum: reportStates }).notNull().default('open'),
    createdAt: createdAt(),
    settledAt: moment(),
  },
  (t) => [
    // One person can report an answer once.
    unique('reports_reporter').on(t.askId, t.reporterHash),
    check('reports_reason', sql`${t.reason} in ('harmful', 'hateful', 'personal', 'wrong', 'other')`),
    check('reports_state', sql`${t.state} in ('open', 'dismissed', 'hidden', 'blocked')`),
    index('reports_guild_open').on(t.guildId, t.createdAt).where(sql`${t.state} = 'open'`),
    index('reports_reporter_time').on(t.reporterHash, t.createdAt),
  ],
);

/** People who may no longer ask or vote on a server. */
export const blocks = pgTable(
  'blocks',
  {
    guildId: snowflake().notNull(),
    personHash: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.guildId, t.personHash] })],
);
