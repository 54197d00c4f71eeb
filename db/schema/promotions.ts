import { check, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, id, isOneOf, snowflake } from './columns.ts';

/** What can take another one's place on a server: its judge, or its tournament with a fitted prior. */
export const promotable = ['judge', 'tournament'] as const;

/** Every change of a server's judge or prior that a comparison has led to, and every way back. */
export const promotions = pgTable(
  'promotions',
  {
    id: id(),
    guildId: snowflake().notNull(),
    what: text({ enum: promotable }).notNull(),
    /** The server's setting before and after. null: the installation's default. */
    before: text(),
    after: text(),
    /** Whether it undoes the promotion before it. */
    kind: text({ enum: ['forward', 'back'] }).notNull(),
    /** What was measured when it was decided. */
    figures: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    /** Keyed hash of the manager; null: it was decided on the command line. */
    actorHash: text(),
    createdAt: createdAt(),
  },
  (t) => [
    index('promotions_guild').on(t.guildId, t.what, t.createdAt),
    check('promotions_what', isOneOf(t.what, promotable)),
    check('promotions_kind', isOneOf(t.kind, ['forward', 'back'])),
  ],
);
