import { sql } from 'drizzle-orm';
import { bigint, boolean, check, doublePrecision, integer, pgTable, text } from 'drizzle-orm/pg-core';
import {
  BALLOT_MINUTES,
  BALLOT_VOTES,
  CANDIDATES,
  efforts,
  languages,
  RETENTION_DAYS,
  votings,
} from '../../src/terms.ts';
import { createdAt, isOneOf, isWithin, moment, snowflake } from './columns.ts';

/** What a server wants to be otherwise than the installation's defaults; null: the default. */
export const guildSettings = pgTable(
  'guild_settings',
  {
    guildId: snowflake().primaryKey(),
    candidates: integer(),
    effort: text({ enum: efforts }),
    voting: text({ enum: votings }),
    ballotMinutes: integer(),
    /** Voting ends when so many have voted. */
    ballotVotes: integer(),
    /** Whether members may read in short why the judge picked what it did, once the ballot is closed; null: no. */
    membersMaySeeWhy: boolean(),
    /** Of what everybody reads; null: as the server has it in Discord. */
    language: text({ enum: languages }),
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
    check('guild_settings_candidates', isWithin(t.candidates, CANDIDATES)),
    check('guild_settings_effort', isOneOf(t.effort, efforts)),
    check('guild_settings_language', isOneOf(t.language, languages)),
    check('guild_settings_voting', isOneOf(t.voting, votings)),
    check('guild_settings_ballot_minutes', isWithin(t.ballotMinutes, BALLOT_MINUTES)),
    check('guild_settings_retention_days', isWithin(t.retentionDays, RETENTION_DAYS)),
    check(
      'guild_settings_limits',
      sql`least(${t.userAsks}, ${t.userTokens}, ${t.userUsd}, ${t.trustedAsks}, ${t.trustedTokens}, ${t.trustedUsd}, ${t.guildAsks}, ${t.guildTokens}, ${t.guildUsd}) >= 0`,
    ),
    check('guild_settings_at_once', sql`least(${t.userAtOnce}, ${t.guildAtOnce}) >= 1`),
    check('guild_settings_ballot_votes', isWithin(t.ballotVotes, BALLOT_VOTES)),
  ],
);
