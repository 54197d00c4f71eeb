import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, moment, snowflake } from './columns.ts';

/** What a server wants to be otherwise than the installation's defaults; null: the default. */
export const guildSettings = pgTable(
  'guild_settings',
  {
    guildId: snowflake().primaryKey(),
    candidates: integer(),
    effort: text({ enum: ['quick', 'standard', 'deep'] }),
    voting: text({ enum: ['duel', 'open'] }),
    ballotMinutes: integer(),
    createdAt: createdAt(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    check('guild_settings_candidates', sql`${t.candidates} between 2 and 16`),
    check('guild_settings_effort', sql`${t.effort} in ('quick', 'standard', 'deep')`),
    check('guild_settings_voting', sql`${t.voting} in ('duel', 'open')`),
    check('guild_settings_ballot_minutes', sql`${t.ballotMinutes} between 1 and 10080`),
  ],
);
