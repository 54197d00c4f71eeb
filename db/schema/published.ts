import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { efforts } from '../../src/terms.ts';
import { createdAt } from './columns.ts';
import { votes } from './votes.ts';

/**
 * The counts of a server's day as they were first given out, and never otherwise again: two looks at a number that changes would tell about whoever
 * made it change. A day stands here with all its cells or not at all. Figures are null where too few people stand behind them: all, or those of agreement.
 */
export const publishedCells = pgTable(
  'published_cells',
  {
    /** Empty for what was asked in direct messages. */
    guildId: text().notNull(),
    /** Of the ask, UTC. */
    day: date({ mode: 'string' }).notNull(),
    /** As it is named in public: without the address of the operator's own server. */
    judgeModel: text().notNull(),
    effort: text({ enum: efforts }).notNull(),
    questions: integer(),
    voters: integer(),
    votes: integer(),
    sided: integer(),
    withJudge: integer(),
    ties: integer(),
    bothBad: integer(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.guildId, t.day, t.judgeModel, t.effort] }),
    check(
      'published_cells_counts',
      sql`num_nulls(${t.questions}, ${t.voters}, ${t.votes}, ${t.ties}, ${t.bothBad}) in (0, 5)`,
    ),
    check('published_cells_agreement', sql`num_nulls(${t.sided}, ${t.withJudge}) in (0, 2)`),
  ],
);

/**
 * Votes that may leave row by row, in groups of at least five people on one ballot, drawn once. A group leaves whole or not at all: who withdraws, or
 * deletes their data, takes it along, so that what is missing from a later export is never the vote of one.
 */
export const releasedVotes = pgTable(
  'released_votes',
  {
    voteId: uuid()
      .primaryKey()
      .references(() => votes.id, { onDelete: 'cascade' }),
    ballotId: uuid().notNull(),
    /** The group's number on its ballot, from 0, and how many votes it was drawn with. */
    number: integer().notNull(),
    size: integer().notNull(),
  },
  (t) => [index('released_votes_group').on(t.ballotId, t.number)],
);
