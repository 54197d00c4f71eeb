import { and, eq, lt } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { settingsDrafts } from '../schema/settings-drafts.ts';

/** A manager's unsaved changes. */
export type SettingsDraft = typeof settingsDrafts.$inferSelect;

const of = (guildId: string, actorHash: string) =>
  and(eq(settingsDrafts.guildId, guildId), eq(settingsDrafts.actorHash, actorHash));

/** @returns a manager's draft, or null when there is none. */
export async function getDraft(db: Db, guildId: string, actorHash: string): Promise<SettingsDraft | null> {
  return (await db.select().from(settingsDrafts).where(of(guildId, actorHash)))[0] ?? null;
}

/** Upserts a manager's draft. */
export async function putDraft(db: Db, draft: Omit<SettingsDraft, 'createdAt'>): Promise<void> {
  const { base, change } = draft;
  await db
    .insert(settingsDrafts)
    .values(draft)
    .onConflictDoUpdate({ target: [settingsDrafts.guildId, settingsDrafts.actorHash], set: { base, change } });
}

/** Deletes a manager's draft. */
export async function deleteDraft(db: Db, guildId: string, actorHash: string): Promise<void> {
  await db.delete(settingsDrafts).where(of(guildId, actorHash));
}

/** Deletes drafts that were begun before `before`. */
export async function deleteOldDrafts(db: Db, before: Date): Promise<void> {
  await db.delete(settingsDrafts).where(lt(settingsDrafts.createdAt, before));
}
