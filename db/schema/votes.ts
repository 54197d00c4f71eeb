import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { voteChoices } from '../../src/terms.ts';
import { ballots } from './ballots.ts';
import { createdAt, encryptedText, id, isOneOf, snowflake } from './columns.ts';

/**
 * Every choice that a voter ever made. The history is append-only. The tally counts the `current` vote,
 * figures about agreement the first one (`src/ballots/counting.ts`).
 */
export const votes = pgTable(
  'votes',
  {
    id: id(),
    ballotId: uuid()
      .notNull()
      .references(() => ballots.id, { onDelete: 'cascade' }),
    /** Unique, so that a redelivered click makes no second vote. */
    interactionId: snowflake().notNull().unique('votes_interaction'),
    /** Keyed hash of the voter's Discord id. */
    voterHash: text().notNull(),
    choice: text({ enum: voteChoices }).notNull(),
    slot: integer(),
    /** The chosen candidate's place in what this voter saw: 0 is A. null when there was no list. */
    position: integer(),
    /** Whether the voter did not yet know the pick. */
    blind: boolean().notNull(),
    /** Reasons to doubt the vote, see `vote-flags.ts`. */
    flags: text().array().notNull(),
    current: boolean().notNull().default(true),
    /** What decided the vote, if the voter said so: `correct`, `clear`, `complete`, `style`, `safety`. */
    reasons: text().array().notNull().default([]),
    /** The reason in the voter's own words. */
    reasonText: encryptedText('votes.reason_text'),
    createdAt: createdAt(),
  },
  (t) => [
    check('votes_choice', isOneOf(t.choice, voteChoices)),
    check('votes_slot', sql`(${t.choice} = 'candidate') = (${t.slot} is not null)`),
    uniqueIndex('votes_current').on(t.ballotId, t.voterHash).where(sql`${t.current}`),
    index('votes_voter').on(t.voterHash, t.createdAt),
  ],
);

/** People who were shown a pick before its ballot closed. Their later votes are not blind. */
export const peeks = pgTable(
  'peeks',
  {
    ballotId: uuid()
      .notNull()
      .references(() => ballots.id, { onDelete: 'cascade' }),
    voterHash: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.ballotId, t.voterHash] })],
);
