import { sql } from 'drizzle-orm';
import { check, doublePrecision, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { ballotEnds, CANDIDATES, votings } from '../../src/terms.ts';
import { asks } from './asks.ts';
import { createdAt, id, isOneOf, moment } from './columns.ts';

/** What voters are shown: candidates in a random order, without the names of their models. */
export const ballots = pgTable(
  'ballots',
  {
    id: id(),
    askId: uuid()
      .notNull()
      .unique('ballots_ask')
      .references(() => asks.id, { onDelete: 'cascade' }),
    kind: text({ enum: votings }).notNull(),
    /**
     * Slots in the order shown: A, B, … What a voter sees alone has an order of their own, drawn from this
     * one.
     */
    shown: integer().array().notNull(),
    /**
     * How the pick's opponent was chosen, and with which probability, in (0, 1]. Agreement figures are
     * weighted by it. `all`: every candidate is shown.
     */
    opponentPolicy: text({ enum: ['runner-up', 'random', 'all'] }).notNull(),
    opponentProbability: doublePrecision().notNull(),
    closesAt: moment().notNull(),
    /** The number of votes that closes the ballot early. null: it closes by time alone. */
    closesAtVotes: integer(),
    closedAt: moment(),
    /**
     * How many had voted at closing, as the tally in the channel says. It stays when somebody's data is
     * deleted. null: closed before this column existed.
     */
    closedWith: integer(),
    /**
     * What closed it: its time, the number of its votes, or the asker or a moderator by hand. null: open, or
     * closed before this column existed.
     */
    closedBy: text({ enum: ballotEnds }),
    /** When the server was told that it has closed. null: it was not. */
    announcedAt: moment(),
    /**
     * When it was decided which of its votes may be exported row by row. That is decided once, whoever opts
     * in later.
     */
    releasedAt: moment(),
    createdAt: createdAt(),
  },
  (t) => [
    check('ballots_kind', isOneOf(t.kind, votings)),
    check('ballots_closed_by', isOneOf(t.closedBy, ballotEnds)),
    check(
      'ballots_shown',
      sql`(${t.kind} = 'ballot' and cardinality(${t.shown}) between ${sql.raw(`${CANDIDATES.least} and ${CANDIDATES.most}`)}) or (cardinality(${t.shown}) = 2 and ${t.shown}[1] <> ${t.shown}[2])`,
    ),
    check('ballots_probability', sql`${t.opponentProbability} > 0 and ${t.opponentProbability} <= 1`),
    // Finds open ballots that are overdue.
    index('ballots_open').on(t.closesAt).where(sql`${t.closedAt} is null`),
  ],
);
