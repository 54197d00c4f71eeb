import { sql } from 'drizzle-orm';
import { bigint, check, doublePrecision, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, id, isOneOf, moment, snowflake } from './columns.ts';

/** How a challenger's time in the shadow has ended. */
export const challengerEnds = ['promoted', 'kept', 'withdrawn'] as const;

/** Judges that run in the shadow on a server's live questions, to be compared with the one in charge. */
export const challengers = pgTable(
  'challengers',
  {
    id: id(),
    guildId: snowflake().notNull(),
    /** Its whole name, with the version of its rules. */
    judge: text().notNull(),
    /** The judge in charge when it began: the comparison is with this one alone. */
    champion: text().notNull(),
    /** The share of questions that it judges too, in (0, 1]. */
    share: doublePrecision().notNull(),
    /** The most that it may spend in a UTC day. null: no limit. Dollars are US dollars. */
    dayTokens: bigint({ mode: 'number' }),
    dayUsd: doublePrecision(),
    /** Keyed hash of the manager; null: it was begun on the command line. */
    actorHash: text(),
    createdAt: createdAt(),
    endedAt: moment(),
    outcome: text({ enum: challengerEnds }),
  },
  (t) => [
    uniqueIndex('challengers_open').on(t.guildId).where(sql`${t.endedAt} is null`),
    check('challengers_share', sql`${t.share} > 0 and ${t.share} <= 1`),
    check('challengers_outcome', isOneOf(t.outcome, challengerEnds)),
    check('challengers_ended', sql`(${t.endedAt} is null) = (${t.outcome} is null)`),
  ],
);
