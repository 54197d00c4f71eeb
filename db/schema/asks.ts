import { type SQL, sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { CANDIDATES, cutShorts, efforts, failures, sources, votings } from '../../src/terms.ts';
import { createdAt, encryptedText, id, isOneOf, moment, snowflake } from './columns.ts';

export const askStates = ['queued', 'writing', 'judging', 'voting', 'closed', 'failed', 'cancelled'] as const;
export type AskState = (typeof askStates)[number];

/** The settings that an ask runs under, kept with it so that it can be replayed. */
export interface AskSettings {
  candidateModels: readonly string[];
  judgeModel: string;
  judgeModelStrong: string | null;
  tournament: string;
  parallel: number;
  ballotMinutes: number;
  /** Voting ends when so many have voted; null: by time alone. */
  ballotVotes: number | null;
  deadlineSeconds: number;
  /** Of what everybody reads about it, `en` or `de`; absent: English. */
  language?: string;
  /** Voters learn the pick only when voting has closed. */
  hidePick?: boolean;
  /** A model that the question and every reply are held against; absent: none. */
  checkModel?: string;
  /** In a channel that Discord keeps to adults. */
  ageRestricted?: boolean;
  /** Asked where people are played, not met: the playground. Whatever is made from it says so. */
  simulated?: boolean;
}

/** One prompt put to the bot, and everything that follows from it. */
export const asks = pgTable(
  'asks',
  {
    id: id(),
    /** Unique: an interaction that Discord delivers twice makes one ask. */
    interactionId: snowflake().notNull().unique('asks_interaction'),
    /** For edits while it lives, 15 minutes; emptied when the ask is closed. */
    interactionToken: encryptedText('asks.interaction_token'),
    applicationId: snowflake().notNull(),
    /** null in a direct message. */
    guildId: snowflake(),
    channelId: snowflake().notNull(),
    /** The bot's one message about this ask; known after its first edit. */
    messageId: snowflake(),
    /** Keyed hash of the asker's Discord id. */
    askerHash: text().notNull(),
    prompt: encryptedText('asks.prompt').notNull(),
    /** Keyed hash of who wrote prompt and file, where that is not the asker; null: the asker. */
    promptBy: text(),
    /** All others whose words stand in the ask or went into its answers: who wrote the prompt, and the askers of what it goes on from. */
    wordsOf: text().array().notNull().default([]),
    /** A text file that came along with the question: its name and what stands in it. */
    fileName: encryptedText('asks.file_name'),
    fileText: encryptedText('asks.file_text'),
    /** `menu`: taken from somebody's message, and sent off by the asker. `chat`: one reply to a mention or a reply, in the bot's own message. */
    source: text({ enum: sources }).notNull().default('command'),
    /** What this goes on from: its prompt and pick are the conversation before this one. */
    parentId: uuid().references((): AnyPgColumn => asks.id, { onDelete: 'set null' }),
    /** The failed ask that this one tries again; unique, so that it is tried once. */
    retryOf: uuid()
      .unique('asks_retry_of')
      .references((): AnyPgColumn => asks.id, { onDelete: 'set null' }),
    n: integer().notNull(),
    effort: text({ enum: efforts }).notNull(),
    voting: text({ enum: votings }).notNull(),
    private: boolean().notNull(),
    /** 128 random bits, known to nobody: who writes which slot, who meets whom, and which answer is A are drawn from it. */
    seed: text().notNull(),
    /** Until migration 9 the seed was the interaction's id, which Discord shows to everybody: no ballot drawn from it is blind. */
    seedIsPublic: boolean().generatedAlwaysAs((): SQL => sql`seed = interaction_id`),
    settings: jsonb().$type<AskSettings>().notNull(),
    state: text({ enum: askStates }).notNull().default('queued'),
    deadlineAt: moment().notNull(),
    /** How often a worker has taken it up; of all but the last one nothing is written any more. */
    takenUp: integer().notNull().default(0),
    /** What keeps it waiting for longer than usual, for the screen: a judge that is being started. */
    waitingFor: text({ enum: ['judge'] }),
    /** Slot of the pick, null until there is one. */
    pick: integer(),
    /** Whether a valid verdict speaks for the pick. */
    judged: boolean(),
    /** Why the judging ended before its own end: `deadline`, `judge-unavailable`, `budget`; null where it did not. */
    cutShort: text({ enum: cutShorts }),
    /** The tournament's probability for each slot that it is the best. */
    pBest: doublePrecision().array(),
    standings: integer().array(),
    /** Why it failed, in a word that the screen has a sentence for. */
    failure: text({ enum: failures }),
    createdAt: createdAt(),
    startedAt: moment(),
    /** When its turn came, by the database's clock: whose asks have waited longest is told from it. */
    turnAt: moment(),
    pickedAt: moment(),
    closedAt: moment(),
    /** When moderators took its answer out of sight. */
    hiddenAt: moment(),
    /** When its texts were emptied because they had grown too old. */
    purgedAt: moment(),
  },
  (t) => [
    // 6,000 characters, which may be four bytes each, encrypted and in base64.
    check('asks_prompt', sql`${t.purgedAt} is not null or char_length(${t.prompt}) between 1 and 40000`),
    check('asks_n', sql`${t.n} between 1 and ${sql.raw(String(CANDIDATES.most))}`),
    check('asks_source', isOneOf(t.source, sources)),
    check('asks_effort', isOneOf(t.effort, efforts)),
    check('asks_voting', isOneOf(t.voting, votings)),
    check('asks_state', isOneOf(t.state, askStates)),
    check('asks_pick', sql`${t.pick} between 0 and ${t.n} - 1`),
    check('asks_pick_state', sql`${t.state} not in ('voting', 'closed') or ${t.pick} is not null`),
    check('asks_failure', sql`(${t.state} = 'failed') = (${t.failure} is not null)`),
    // Found again by its message: the reasoning menu.
    index('asks_message').on(t.messageId),
    index('asks_guild_time').on(t.guildId, t.createdAt),
    index('asks_asker').on(t.askerHash),
    // Whose turn was last: by person and by server.
    index('asks_asker_turn').on(t.askerHash, t.turnAt),
    index('asks_guild_turn').on(t.guildId, t.turnAt),
    index('asks_words_of').using('gin', t.wordsOf),
    index('asks_prompt_by').on(t.promptBy).where(sql`${t.promptBy} is not null`),
    // Retention looks for what still has texts.
    index('asks_texts').on(t.createdAt).where(sql`${t.purgedAt} is null`),
    index('asks_parent').on(t.parentId),
    // A conversation goes on from what was said last in a channel.
    index('asks_channel_time').on(t.channelId, t.createdAt),
  ],
);
