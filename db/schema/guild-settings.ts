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

/** A server's own settings. null: the installation's default. */
export const guildSettings = pgTable(
  'guild_settings',
  {
    guildId: snowflake().primaryKey(),
    candidates: integer(),
    effort: text({ enum: efforts }),
    voting: text({ enum: votings }),
    ballotMinutes: integer(),
    /** The number of votes that closes a ballot early. */
    ballotVotes: integer(),
    /** Whether members may read a short explanation of the pick once they know it. null: yes. */
    membersMaySeeWhy: boolean(),
    /** Whether the bot says below a message, once, that its voting has closed. null: no. */
    announceClose: boolean(),
    /** Whether the bot opens a thread from a message when its voting has closed. null: no. */
    threadAtClose: boolean(),
    /** The language of public messages. null: the server's language in Discord. */
    language: text({ enum: languages }),
    /** Whether voters learn the pick only after voting has closed. null: right after their vote. */
    hidePick: boolean(),
    /** Roles that may export the server's counts, besides those who manage the server. */
    researcherRoles: snowflake().array(),
    /** The channel in which reports are posted for moderators. */
    logChannelId: snowflake(),
    /** Days that texts are kept, if fewer than the installation's. */
    retentionDays: integer(),
    /** Whether questions are stopped on this server. */
    stopped: boolean(),
    /** The channels in which and the roles by which questions may be asked. null: all. */
    channels: snowflake().array(),
    askRoles: snowflake().array(),
    /**
     * Choices among those that the operator configured. null: all models, the operator's judge and
     * tournament.
     */
    models: text().array(),
    judge: text(),
    tournament: text(),
    /**
     * The server's own limits for a UTC day, on top of the operator's. Dollars are US dollars. null: none.
     */
    userAsks: integer(),
    userTokens: bigint({ mode: 'number' }),
    userUsd: doublePrecision(),
    /**
     * Members with one of these roles have these limits instead of the general ones, when they are higher.
     */
    trustedRoles: snowflake().array(),
    trustedAsks: integer(),
    trustedTokens: bigint({ mode: 'number' }),
    trustedUsd: doublePrecision(),
    guildAsks: integer(),
    guildTokens: bigint({ mode: 'number' }),
    guildUsd: doublePrecision(),
    /** How many questions may be unfinished at the same time: of one member, and of the whole server. */
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
