import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, id, snowflake } from './columns.ts';

/**
 * Who used more than a member's rights, and for what: read the reasoning, changed a setting, exported data.
 */
export const audit = pgTable(
  'audit',
  {
    id: id(),
    guildId: snowflake(),
    actorHash: text().notNull(),
    action: text().notNull(),
    details: jsonb().$type<Record<string, string | number | boolean | null>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [index('audit_guild_time').on(t.guildId, t.createdAt)],
);
