import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, snowflake } from './columns.ts';
import type { guildSettings } from './guild-settings.ts';

/** What a server can be set to; null or absent: the installation's default. */
export type SettingValues = Partial<
  Omit<typeof guildSettings.$inferSelect, 'guildId' | 'createdAt' | 'updatedAt' | 'retentionDays'>
>;

/** What a manager has changed in the panel and not saved yet. */
export const settingsDrafts = pgTable(
  'settings_drafts',
  {
    guildId: snowflake(),
    actorHash: text().notNull(),
    /** The settings that the manager saw when the draft was begun. */
    base: jsonb().$type<SettingValues>().notNull(),
    change: jsonb().$type<SettingValues>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.guildId, t.actorHash] })],
);
