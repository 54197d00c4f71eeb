import { eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { guildSettings } from '../schema/guild-settings.ts';
import type { SettingValues } from '../schema/settings-drafts.ts';

export type { SettingValues };
/** A server's settings. */
export type GuildSettings = typeof guildSettings.$inferSelect;

/** @returns a server's settings, or null when it has changed none. */
export async function getGuildSettings(db: Db, guildId: string): Promise<GuildSettings | null> {
  return (await db.select().from(guildSettings).where(eq(guildSettings.guildId, guildId)))[0] ?? null;
}

/** Upserts a server's settings: writes what is in `change` and leaves the rest as it is. */
export async function changeGuildSettings(db: Db, guildId: string, change: SettingValues): Promise<void> {
  await db
    .insert(guildSettings)
    .values({ guildId, ...change })
    .onConflictDoUpdate({ target: guildSettings.guildId, set: { ...change, updatedAt: sql`now()` } });
}
