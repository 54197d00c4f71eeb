import { and, eq, like, lt, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { audit } from '../schema/audit.ts';
import { consents } from '../schema/consents.ts';
import { guildSettings } from '../schema/guild-settings.ts';
import { blocks, reports } from '../schema/reports.ts';
import { settingsDrafts } from '../schema/settings-drafts.ts';
import { usage } from '../schema/usage.ts';
import { peeks, votes } from '../schema/votes.ts';
import { spendingOf } from './calls.ts';
import { anyDayCode, dayCode } from './day-code.ts';
import { reservationsOf } from './reservations.ts';
import { insertUsage } from './usage.ts';

/** Stands where a person's hash was, in rows that stay as figures. */
export const NOBODY = 'erased';

/** A message of the bot's about something that is deleted. */
export interface ErasedMessage {
  about: 'ask' | 'report';
  channelId: string;
  messageId: string;
  /** Of the note that takes its place. */
  language: string | null;
}

export interface Erased {
  asks: number;
  messages: ErasedMessage[];
}

const language = sql<string | null>`${asks.settings} ->> 'language'`;

/** Asks with all that hangs on them. What those that have not ended had set aside counts as spent: their calls are on the way, and nobody gets round a limit by deleting. */
async function deleteAsks(tx: Db, which: SQL): Promise<Erased> {
  // Held, so that none of them ends meanwhile and is counted twice.
  const held = await tx.select({ id: asks.id }).from(asks).where(which).for('update');
  const ids = held.map(({ id }) => id);
  if (ids.length === 0) return { asks: 0, messages: [] };
  for (const { askId, guildId, askerHash, tokens, costUsd, createdAt } of await reservationsOf(tx, ids)) {
    const begun = await spendingOf(tx, askId);
    // What it had set aside is never less than what its calls can take.
    const spent = { ...begun, inputTokens: tokens, outputTokens: 0, costUsd, estimatedCalls: begun.calls };
    await insertUsage(tx, { askId, guildId, askerHash, createdAt, ...spent });
  }
  // One parameter, however many: a server that is purged may have had more asks than a statement takes parameters.
  const these = sql.param(ids);
  const posted = await reportMessages(tx, sql`${reports.askId} = any(${these}::uuid[])`);
  const rows = await tx
    .delete(asks)
    .where(sql`${asks.id} = any(${these}::uuid[])`)
    .returning({ channelId: asks.channelId, messageId: asks.messageId, private: asks.private, language });
  // The queue may not exist yet where nothing was ever asked.
  const [queue] = await tx.execute<{ there: boolean }>(sql`select to_regclass('pgboss.job') is not null as there`);
  if (queue?.there) await tx.execute(sql`delete from pgboss.job where data ->> 'askId' = any(${these}::text[])`);
  // Of a private answer nothing is left to take away.
  const shown = rows.flatMap(({ private: hidden, messageId, ...row }) =>
    hidden || messageId === null ? [] : [{ about: 'ask' as const, messageId, ...row }],
  );
  return { asks: ids.length, messages: [...shown, ...posted] };
}

/** Where reports stand that quote what is deleted: the channel for moderators. */
async function reportMessages(tx: Db, which: SQL): Promise<ErasedMessage[]> {
  const rows = await tx
    .select({ channelId: reports.channelId, messageId: reports.messageId, language })
    .from(reports)
    .innerJoin(asks, eq(asks.id, reports.askId))
    .where(which);
  return rows.flatMap(({ channelId, messageId, ...row }) =>
    channelId !== null && messageId !== null ? [{ about: 'report' as const, channelId, messageId, ...row }] : [],
  );
}

/** One ask with all that hangs on it: candidates, comparisons, its ballot and everybody's votes on it. */
export const deleteAsk = (tx: Db, askId: string): Promise<Erased> => deleteAsks(tx, eq(asks.id, askId));

/**
 * All of a person's asks, votes, reports and decisions; what they cost and what they did as a moderator stays, with nobody's name on it. A block
 * stays too, or deleting one's data would lift it; so does what was spent since `today` began, under a code that is forgotten with the day.
 */
export async function deletePerson(tx: Db, hash: string, today: Date): Promise<Erased & { votes: number }> {
  const gone = await deleteAsks(tx, eq(asks.askerHash, hash));
  const said = await reportMessages(tx, eq(reports.reporterHash, hash));
  const cast = await tx.delete(votes).where(eq(votes.voterHash, hash)).returning({ id: votes.id });
  await tx.delete(peeks).where(eq(peeks.voterHash, hash));
  await tx.delete(settingsDrafts).where(eq(settingsDrafts.actorHash, hash));
  await tx.delete(consents).where(eq(consents.personHash, hash));
  await tx.delete(reports).where(eq(reports.reporterHash, hash));
  await tx
    .update(usage)
    .set({
      askerHash: sql`case when ${usage.createdAt} < ${today.toISOString()}::timestamptz then ${NOBODY} else ${dayCode(hash, today)} end`,
    })
    .where(eq(usage.askerHash, hash));
  await tx.update(audit).set({ actorHash: NOBODY }).where(eq(audit.actorHash, hash));
  return { asks: gone.asks, votes: cast.length, messages: [...gone.messages, ...said] };
}

/** Of days before `today`, what people had spent whose data was deleted; how many rows there were. */
export async function forgetDayCodes(db: Db, today: Date): Promise<number> {
  const rows = await db
    .update(usage)
    .set({ askerHash: NOBODY })
    .where(and(like(usage.askerHash, anyDayCode), lt(usage.createdAt, today)))
    .returning({ id: usage.id });
  return rows.length;
}

/** All of a server. What its asks cost stays, without the server and the askers. */
export async function deleteGuild(tx: Db, guildId: string): Promise<{ asks: number }> {
  const gone = await deleteAsks(tx, eq(asks.guildId, guildId));
  await tx.update(usage).set({ guildId: null, askerHash: NOBODY }).where(eq(usage.guildId, guildId));
  await tx.delete(audit).where(eq(audit.guildId, guildId));
  await tx.delete(blocks).where(eq(blocks.guildId, guildId));
  await tx.delete(settingsDrafts).where(eq(settingsDrafts.guildId, guildId));
  await tx.delete(guildSettings).where(eq(guildSettings.guildId, guildId));
  return { asks: gone.asks };
}

/** Servers of which something is kept, and that no purge waits for. */
export async function knownGuilds(db: Db): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select guild_id as id from asks where guild_id is not null
    union select guild_id from guild_settings
    union select guild_id from blocks
    except select data ->> 'guildId' from pgboss.job where name = 'guild-purge' and state = 'created'`);
  return rows.map(({ id }) => id);
}

/** The purges that wait for a server. */
export async function deletePurgeJobs(db: Db, guildId: string): Promise<void> {
  await db.execute(
    sql`delete from pgboss.job where name = 'guild-purge' and state = 'created' and data ->> 'guildId' = ${guildId}`,
  );
}
