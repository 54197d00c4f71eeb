import { sql } from 'drizzle-orm';
import { bigint, boolean, check, doublePrecision, integer, pgTable, text } from 'drizzle-orm/pg-core';
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
    /** Of what everybody reads; null: as the server has it in Discord. */
    language: text({ enum: ['en', 'de'] }),
    /** Whether voters learn the pick only when voting has closed; null: at once. */
    hidePick: boolean(),
    /** Who may take the counts away beside those who manage the server. */
    researcherRoles: snowflake().array(),
    /** Where reports are posted for moderators. */
    logChannelId: snowflake(),
    /** Texts are kept for so many days, where the server wants fewer than the installation. */
    retentionDays: integer(),
    /** Nobody may ask. */
    stopped: boolean(),
    /** Where and by whom questions may be put; null: everywhere, by everybody. */
    channels: snowflake().array(),
    askRoles: snowflake().array(),
    /** Out of those that the operator configured; null: all of them, the operator's judge. */
    models: text().array(),
    judge: text(),
    tournament: text(),
    /** What may be spent in a UTC day, beside what the operator allows; null: no limit of the server's own. US dollars. */
    userAsks: integer(),
    userTokens: bigint({ mode: 'number' }),
    userUsd: doublePrecision(),
    /** Members with one of these roles may spend this in place of what the others may, where it is more. */
    trustedRoles: snowflake().array(),
    trustedAsks: integer(),
    trustedTokens: bigint({ mode: 'number' }),
    trustedUsd: doublePrecision(),
    guildAsks: integer(),
    guildTokens: bigint({ mode: 'number' }),
    guildUsd: doublePrecision(),
    /** Questions that may be on their way at once, of one member and of all. */
    userAtOnce: integer(),
    guildAtOnce: integer(),
    createdAt: createdAt(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    check('guild_settings_candidates', sql`${t.candidates} between 2 and 16`),
    check('guild_settings_effort', sql`${t.effort} in ('quick', 'standard', 'deep')`),
    check('guild_settings_language', sql`${t.language} in ('en', 'de')`),
    check('guild_settings_voting', sql`${t.voting} in ('duel', 'open', 'ballot')`),
    check('guild_settings_ballot_minutes', sql`${t.ballotMinutes} between 1 and 10080`),
    check('guild_settings_retention_days', sql`${t.retentionDays} between 1 and 365`),
    check(
      'guild_settings_limits',
      sql`least(${t.userAsks}, ${t.userTokens}, ${t.userUsd}, ${t.trustedAsks}, ${t.trustedTokens}, ${t.trustedUsd}, ${t.guildAsks}, ${t.guildTokens}, ${t.guildUsd}) >= 0`,
    ),
    check('guild_settings_at_once', sql`least(${t.userAtOnce}, ${t.guildAtOnce}) >= 1`),
    check('guild_settings_ballot_votes', sql`${t.ballotVotes} between 1 and 100000`),
  ],
);
