import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { voteChoices } from '../../src/terms.ts';
import { ballots } from './ballots.ts';
import { createdAt, encryptedText, id, isOneOf, snowflake } from './columns.ts';

/** Every choice that a voter ever made. In the tally stands the one that is `current`, in figures the first one (`src/ballots/counting.ts`). Rows are added, not changed: the history stays. */
export const votes = pgTable(
  'votes',
  {
    id: id(),
    ballotId: uuid()
      .notNull()
      .references(() => ballots.id, { onDelete: 'cascade' }),
    /** Unique: a click that Discord delivers twice is one vote. */
    interactionId: snowflake().notNull().unique('votes_interaction'),
    /** Keyed hash of the voter's Discord id. */
    voterHash: text().notNull(),
    choice: text({ enum: voteChoices }).notNull(),
    slot: integer(),
    /** Where the chosen candidate stood in what this voter saw: 0 is A. null where it was not chosen from a list. */
    position: integer(),
    /** Whether the voter did not yet know the pick. */
    blind: boolean().notNull(),
    /** `asker`, `fast`, `changed`, `late`, `over-cap`, `one-sided`: what a researcher may want to leave out. */
    flags: text().array().notNull(),
    current: boolean().notNull().default(true),
    /** What decided it, if the voter said so: `correct`, `clear`, `complete`, `style`, `safety`. */
    reasons: text().array().notNull().default([]),
    /** The same in the voter's own words. */
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

/** Who was shown a pick before the ballot closed: what they vote afterwards is not blind. */
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
