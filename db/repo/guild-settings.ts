import { eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { guildSettings } from '../schema/guild-settings.ts';

export type GuildSettings = typeof guildSettings.$inferSelect;

export async function getGuildSettings(db: Db, guildId: string): Promise<GuildSettings | null> {
  return (await db.select().from(guildSettings).where(eq(guildSettings.guildId, guildId)))[0] ?? null;
}
