import { eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { audit } from '../schema/audit.ts';
import { consents } from '../schema/consents.ts';
import { guildSettings } from '../schema/guild-settings.ts';
import { blocks, reports } from '../schema/reports.ts';
import { settingsDrafts } from '../schema/settings-drafts.ts';
import { usage } from '../schema/usage.ts';
import { peeks, votes } from '../schema/votes.ts';

/** Stands where a person's hash was, in rows that stay as figures. */
export const NOBODY = 'erased';

export interface ErasedAsk {
  id: string;
  channelId: string;
  /** Where the answer stands; null where nothing is left to take away: a private answer, or none yet. */
  messageId: string | null;
  /** Of the note that takes its place. */
  language: string | null;
}

const deleteAsks = async (tx: Db, which: SQL): Promise<ErasedAsk[]> => {
  const rows = await tx
    .delete(asks)
    .where(which)
    .returning({
      id: asks.id,
      channelId: asks.channelId,
      messageId: asks.messageId,
      private: asks.private,
      language: sql<string | null>`${asks.settings} ->> 'language'`,
    });
  const ids = rows.map(({ id }) => id);
  // The queue may not exist yet where nothing was ever asked.
  const [queue] = await tx.execute<{ there: boolean }>(sql`select to_regclass('pgboss.job') is not null as there`);
  if (queue?.there && ids.length > 0) await tx.execute(sql`delete from pgboss.job where data ->> 'askId' in ${ids}`);
  return rows.map(({ private: hidden, ...row }) => ({ ...row, messageId: hidden ? null : row.messageId }));
};

/** One ask with all that hangs on it: candidates, comparisons, its ballot and everybody's votes on it. */
export async function deleteAsk(tx: Db, askId: string): Promise<ErasedAsk | null> {
  return (await deleteAsks(tx, eq(asks.id, askId)))[0] ?? null;
}

/**
 * All of a person's asks, votes, reports and decisions; what they cost and what they did as a moderator stays, with nobody's name on it. A block
 * stays too, or deleting one's data would lift it.
 */
export async function deletePerson(tx: Db, hash: string): Promise<{ asks: ErasedAsk[]; votes: number }> {
  const gone = await deleteAsks(tx, eq(asks.askerHash, hash));
  const cast = await tx.delete(votes).where(eq(votes.voterHash, hash)).returning({ id: votes.id });
  await tx.delete(peeks).where(eq(peeks.voterHash, hash));
  await tx.delete(settingsDrafts).where(eq(settingsDrafts.actorHash, hash));
  await tx.delete(consents).where(eq(consents.personHash, hash));
  await tx.delete(reports).where(eq(reports.reporterHash, hash));
  await tx.update(usage).set({ askerHash: NOBODY }).where(eq(usage.askerHash, hash));
  await tx.update(audit).set({ actorHash: NOBODY }).where(eq(audit.actorHash, hash));
  return { asks: gone, votes: cast.length };
}

/** All of a server. What its asks cost stays, without the server and the askers. */
export async function deleteGuild(tx: Db, guildId: string): Promise<{ asks: number }> {
  const gone = await deleteAsks(tx, eq(asks.guildId, guildId));
  await tx.update(usage).set({ guildId: null, askerHash: NOBODY }).where(eq(usage.guildId, guildId));
  await tx.delete(audit).where(eq(audit.guildId, guildId));
  await tx.delete(blocks).where(eq(blocks.guildId, guildId));
  await tx.delete(settingsDrafts).where(eq(settingsDrafts.guildId, guildId));
  await tx.delete(guildSettings).where(eq(guildSettings.guildId, guildId));
  return { asks: gone.length };
}

/** The purges that wait for a server. */
export async function deletePurgeJobs(db: Db, guildId: string): Promise<void> {
  await db.execute(
    sql`delete from pgboss.job where name = 'guild-purge' and state = 'created' and data ->> 'guildId' = ${guildId}`,
  );
}
