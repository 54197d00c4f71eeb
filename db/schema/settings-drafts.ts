import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, snowflake } from './columns.ts';
import type { guildSettings } from './guild-settings.ts';

/** The settings that a server can change. null or absent: the installation's default. */
export type SettingValues = Partial<
  Omit<typeof guildSettings.$inferSelect, 'guildId' | 'createdAt' | 'updatedAt' | 'retentionDays'>
>;

/** A manager's changes in the settings panel that are not saved yet. */
export const settingsDrafts = pgTable(
  'settings_drafts',
  {
    guildId: snowflake(),
    actorHash: text().notNull(),
    /** The saved settings when the draft was begun. Used to detect that somebody else has saved since. */
    base: jsonb().$type<SettingValues>().notNull(),
    change: jsonb().$type<SettingValues>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.guildId, t.actorHash] })],
);
