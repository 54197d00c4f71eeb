import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { efforts } from '../../src/terms.ts';
import { createdAt } from './columns.ts';
import { votes } from './votes.ts';

/**
 * The counts of a server's day, as first published. They never change afterwards. Comparing two versions of a
 * changing number would reveal the person who made it change. A day is stored with all its cells or not at
 * all. Figures are null when too few people stand behind them: either all figures, or only those about
 * agreement.
 */
export const publishedCells = pgTable(
  'published_cells',
  {
    /** Empty for direct messages. */
    guildId: text().notNull(),
    /** The UTC day of the ask. */
    day: date({ mode: 'string' }).notNull(),
    /** The judge's public name: without the address of the operator's own server. */
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
 * Votes that may be exported row by row, in groups of at least five people on one ballot. The groups are
 * drawn once. A group is exported whole or not at all. A person who withdraws or deletes their data takes the
 * whole group along. So what a later export lacks is never the vote of a single person.
 */
export const releasedVotes = pgTable(
  'released_votes',
  {
    voteId: uuid()
      .primaryKey()
      .references(() => votes.id, { onDelete: 'cascade' }),
    ballotId: uuid().notNull(),
    /** The group's number on its ballot, from 0, and the number of votes that it was drawn with. */
    number: integer().notNull(),
    size: integer().notNull(),
  },
  (t) => [index('released_votes_group').on(t.ballotId, t.number)],
);
