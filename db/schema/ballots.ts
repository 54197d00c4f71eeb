import { sql } from 'drizzle-orm';
import { check, doublePrecision, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { CANDIDATES, votings } from '../../src/terms.ts';
import { asks } from './asks.ts';
import { createdAt, id, isOneOf, moment } from './columns.ts';

/** What voters are shown: candidates in a shuffled order, without names. */
export const ballots = pgTable(
  'ballots',
  {
    id: id(),
    askId: uuid()
      .notNull()
      .unique('ballots_ask')
      .references(() => asks.id, { onDelete: 'cascade' }),
    kind: text({ enum: votings }).notNull(),
    /** Slots in the order shown: A, B. What one voter alone is shown comes in an order of their own, drawn from this one. */
    shown: integer().array().notNull(),
    /** How the pick's opponent was found, and how likely that was: agreement figures are weighted by it. `all`: every candidate is shown. */
    opponentPolicy: text({ enum: ['runner-up', 'random', 'all'] }).notNull(),
    opponentProbability: doublePrecision().notNull(),
    closesAt: moment().notNull(),
    /** Closes earlier where so many have voted; null: by time alone. */
    closesAtVotes: integer(),
    closedAt: moment(),
    /** How many had voted then: the tally in the channel, from which nothing is taken away when somebody's data is deleted. null: closed before this was kept. */
    closedWith: integer(),
    /** When it was decided which of its votes may leave row by row: once, whoever takes part later. */
    releasedAt: moment(),
    createdAt: createdAt(),
  },
  (t) => [
    check('ballots_kind', isOneOf(t.kind, votings)),
    check(
      'ballots_shown',
      sql`(${t.kind} = 'ballot' and cardinality(${t.shown}) between ${sql.raw(`${CANDIDATES.least} and ${CANDIDATES.most}`)}) or (cardinality(${t.shown}) = 2 and ${t.shown}[1] <> ${t.shown}[2])`,
    ),
    check('ballots_probability', sql`${t.opponentProbability} > 0 and ${t.opponentProbability} <= 1`),
    // The closing sweep looks for what is due.
    index('ballots_open').on(t.closesAt).where(sql`${t.closedAt} is null`),
  ],
);
