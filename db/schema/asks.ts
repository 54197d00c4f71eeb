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

/** The states of an ask, in the usual order. `failed` and `cancelled` end an ask without an answer. */
export const askStates = ['queued', 'writing', 'judging', 'voting', 'closed', 'failed', 'cancelled'] as const;
export type AskState = (typeof askStates)[number];

/** The settings that an ask runs under, stored with it so that the run can be replayed. */
export interface AskSettings {
  candidateModels: readonly string[];
  judgeModel: string;
  judgeModelStrong: string | null;
  /** Who writes rubrics for the judges that need one. Absent: each for itself. */
  rubricModel?: string;
  tournament: string;
  parallel: number;
  ballotMinutes: number;
  /** The number of votes that closes the ballot early. null: it closes by time alone. */
  ballotVotes: number | null;
  deadlineSeconds: number;
  /** The language of the public message, `en` or `de`. Absent: English. */
  language?: string;
  /** Whether voters learn the pick only after voting has closed. */
  hidePick?: boolean;
  /** The model that checks the content of the question and of every reply. Absent: none. */
  checkModel?: string;
  /** Whether the channel is age-restricted in Discord. */
  ageRestricted?: boolean;
  /**
   * Slot of the reply that everybody could read before it was judged, because the judge was being started.
   * Written while the ask runs. Absent: none.
   */
  shownEarly?: number;
  /**
   * How many pictures came along with the question, and the most tokens that they can take in one request.
   * Absent: none.
   */
  pictures?: { n: number; tokens: number };
  /**
   * Why pictures that came along were not taken. `blind`: the models that cannot see, as settings name them;
   * empty where the content check kept them away. Absent: none were left out.
   */
  picturesLeftOut?: { blind: readonly string[] };
  /**
   * Whether the bot is not where the question was asked. Its answer then goes through the interaction's
   * webhook alone, and never as a message of the bot's own.
   */
  webhookOnly?: boolean;
  /** Whether the people are simulated, as in the playground. Everything made from the ask says so. */
  simulated?: boolean;
}

/** One question put to the bot, with its state and result. */
export const asks = pgTable(
  'asks',
  {
    id: id(),
    /** Unique, so that a redelivered interaction makes no second ask. */
    interactionId: snowflake().notNull().unique('asks_interaction'),
    /** For editing the reply. Discord accepts it for 15 minutes; emptied when the ask ends. */
    interactionToken: encryptedText('asks.interaction_token'),
    applicationId: snowflake().notNull(),
    /** null outside of the servers that the bot is on: such an ask is its asker's alone, and no research. */
    guildId: snowflake(),
    channelId: snowflake().notNull(),
    /** The bot's message about this ask. null until its first edit. */
    messageId: snowflake(),
    /** Keyed hash of the asker's Discord id. */
    askerHash: text().notNull(),
    prompt: encryptedText('asks.prompt').notNull(),
    /** Keyed hash of the person who wrote prompt and file. null: the asker. */
    promptBy: text(),
    /**
     * Keyed hashes of everyone else whose words are in the ask or went into its answers. They are the writer
     * of the prompt, and the owners of the asks that this one continues or asks about.
     */
    wordsOf: text().array().notNull().default([]),
    /** The name and the content of a text file that was attached to the question. */
    fileName: encryptedText('asks.file_name'),
    fileText: encryptedText('asks.file_text'),
    /**
     * How the question was asked. `menu`: about somebody's message, sent by the asker. `chat`: a mention or
     * reply, which gets a single reply.
     */
    source: text({ enum: sources }).notNull().default('command'),
    /** The ask that this one follows up. Its prompt and pick come first in the conversation. */
    parentId: uuid().references((): AnyPgColumn => asks.id, { onDelete: 'set null' }),
    /** The failed ask that this one retries. Unique, so that it is retried once. */
    retryOf: uuid()
      .unique('asks_retry_of')
      .references((): AnyPgColumn => asks.id, { onDelete: 'set null' }),
    /** How many candidates, 1–16. */
    n: integer().notNull(),
    effort: text({ enum: efforts }).notNull(),
    voting: text({ enum: votings }).notNull(),
    private: boolean().notNull(),
    /**
     * 128 secret random bits as hexadecimal digits. All random choices of the ask derive from it: which model
     * writes which candidate, which pairs meet, and which answer is A.
     */
    seed: text().notNull(),
    /**
     * Before migration 9 the seed was the interaction's id, which is public. No ballot drawn from such a seed
     * is blind.
     */
    seedIsPublic: boolean().generatedAlwaysAs((): SQL => sql`seed = interaction_id`),
    settings: jsonb().$type<AskSettings>().notNull(),
    state: text({ enum: askStates }).notNull().default('queued'),
    deadlineAt: moment().notNull(),
    /** Fencing token: rises by one with each claim. Writes under an older one are dropped. */
    takenUp: integer().notNull().default(0),
    /** What the ask waits for, for the screen. `judge`: the judge is starting up. */
    waitingFor: text({ enum: ['judge'] }),
    /** Slot of the pick. null until there is one. */
    pick: integer(),
    /** Whether a valid verdict supports the pick. null until there is a pick. */
    judged: boolean(),
    /** Why the judging stopped early: `deadline`, `judge-unavailable` or `budget`. null when it did not. */
    cutShort: text({ enum: cutShorts }),
    /** For each slot, the tournament's probability that it is the best, 0–1. */
    pBest: doublePrecision().array(),
    /**
     * For each slot, the probability that people prefer the pick to it, 0–1. null in asks from before it was
     * kept.
     */
    pBeats: doublePrecision().array(),
    /** The slots that took part in the tournament, best first. */
    standings: integer().array(),
    /** Why the ask failed. `src/discord/words` holds the sentence for each. */
    failure: text({ enum: failures }),
    createdAt: createdAt(),
    startedAt: moment(),
    /** When its turn came, by the database's clock. The fair order derives from it who has waited longest. */
    turnAt: moment(),
    pickedAt: moment(),
    closedAt: moment(),
    /** When moderators hid its answer. */
    hiddenAt: moment(),
    /** When its texts expired and were emptied. */
    purgedAt: moment(),
  },
  (t) => [
    // 6,000 characters of at most four bytes, encrypted and in base64.
    check('asks_prompt', sql`${t.purgedAt} is not null or char_length(${t.prompt}) between 1 and 40000`),
    check('asks_n', sql`${t.n} between 1 and ${sql.raw(String(CANDIDATES.most))}`),
    check('asks_source', isOneOf(t.source, sources)),
    check('asks_effort', isOneOf(t.effort, efforts)),
    check('asks_voting', isOneOf(t.voting, votings)),
    check('asks_state', isOneOf(t.state, askStates)),
    check('asks_pick', sql`${t.pick} between 0 and ${t.n} - 1`),
    check('asks_pick_state', sql`${t.state} not in ('voting', 'closed') or ${t.pick} is not null`),
    check('asks_failure', sql`(${t.state} = 'failed') = (${t.failure} is not null)`),
    // The reasoning menu finds an ask by its message.
    index('asks_message').on(t.messageId),
    index('asks_guild_time').on(t.guildId, t.createdAt),
    index('asks_asker').on(t.askerHash),
    // The fair order asks for the last turn of a person and of a server.
    index('asks_asker_turn').on(t.askerHash, t.turnAt),
    index('asks_guild_turn').on(t.guildId, t.turnAt),
    index('asks_words_of').using('gin', t.wordsOf),
    index('asks_prompt_by').on(t.promptBy).where(sql`${t.promptBy} is not null`),
    // Retention looks for asks that still have texts.
    index('asks_texts').on(t.createdAt).where(sql`${t.purgedAt} is null`),
    index('asks_parent').on(t.parentId),
    // A follow-up continues from the newest ask in the channel.
    index('asks_channel_time').on(t.channelId, t.createdAt),
  ],
);
