import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { votings } from './asks.ts';
import { createdAt, moment, snowflake } from './columns.ts';

/** What a server wants to be otherwise than the installation's defaults; null: the default. */
export const guildSettings = pgTable(
  'guild_settings',
  {
    guildId: snowflake().primaryKey(),
    candidates: integer(),
    effort: text({ enum: ['quick', 'standard', 'deep'] }),
    voting: text({ enum: votings }),
    ballotMinutes: integer(),
    /** Voting ends when so many have voted. */
    ballotVotes: integer(),
    /** Whether members may read in short why the judge picked what it did, once the ballot is closed; null: no. */
    membersMaySeeWhy: boolean(),
    /** Where reports are posted for moderators. */
    logChannelId: snowflake(),
    /** Texts are kept for so many days, where the server wants fewer than the installation. */
    retentionDays: integer(),
    createdAt: createdAt(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    check('guild_settings_candidates', sql`${t.candidates} between 2 and 16`),
    check('guild_settings_effort', sql`${t.effort} in ('quick', 'standard', 'deep')`),
    check('guild_settings_voting', sql`${t.voting} in ('duel', 'open', 'ballot')`),
    check('guild_settings_ballot_minutes', sql`${t.ballotMinutes} between 1 and 10080`),
    check('guild_settings_retention_days', sql`${t.retentionDays} between 1 and 365`),
    check('guild_settings_ballot_votes', sql`${t.ballotVotes} between 1 and 100000`),
  ],
);
