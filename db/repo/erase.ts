import { and, eq, like, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { audit } from '../schema/audit.ts';
import { consents } from '../schema/consents.ts';
import { guildSettings } from '../schema/guild-settings.ts';
import { publishedCells } from '../schema/published.ts';
import { blocks, reports } from '../schema/reports.ts';
import { settingsDrafts } from '../schema/settings-drafts.ts';
import { usage } from '../schema/usage.ts';
import { votes } from '../schema/votes.ts';
import { takeLock } from './advisory-locks.ts';
import { spendingOf } from './calls.ts';
import { anyDayCode, dayCode } from './day-code.ts';
import { forgetPeeks, forgetReader, forgetReaderCodes } from './peeks.ts';
import { reservationsOf } from './reservations.ts';
import { insertUsage } from './usage.ts';
import { holdsWordsOf } from './whose-words.ts';

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
  /** Of each deleted ask, who asked. */
  askers: string[];
  messages: ErasedMessage[];
}

const language = sql<string | null>`${asks.settings} ->> 'language'`;

/** Asks with all that hangs on them. What those that have not ended had set aside counts as spent: their calls are on the way, and nobody gets round a limit by deleting. */
async function deleteAsks(tx: Db, which: SQL): Promise<Erased> {
  // Held, so that none of them ends meanwhile and is counted twice.
  const held = await tx
    .select({ id: asks.id, asker: asks.askerHash })
    .from(asks)
    .where(which)
    .orderBy(asks.id)
    .for('update');
  const ids = held.map(({ id }) => id);
  if (ids.length === 0) return { askers: [], messages: [] };
  for (const { askId, guildId, askerHash, tokens, costUsd, createdAt } of await reservationsOf(tx, ids)) {
    const begun = await spendingOf(tx, askId);
    // What it had set aside is never less than what its calls can take.
    const spent = { ...begun, inputTokens: tokens, outputTokens: 0, costUsd, estimatedCalls: begun.calls };
    await insertUsage(tx, { askId, guildId, askerHash, createdAt, ...spent });
  }
  // One parameter, however many: a server that is purged may have had more asks than a statement takes parameters.
  const these = sql.param(ids);
  const posted = await reportMessages(tx, sql`${reports.askId} = any(${these}::uuid[])`);
  await deleteJobsOf(tx, ids);
  const rows = await tx
    .delete(asks)
    .where(sql`${asks.id} = any(${these}::uuid[])`)
    .returning({ channelId: asks.channelId, messageId: asks.messageId, private: asks.private, language });
  // Of a private answer nothing is left to take away.
  const shown = rows.flatMap(({ private: hidden, messageId, ...row }) =>
    hidden || messageId === null ? [] : [{ about: 'ask' as const, messageId, ...row }],
  );
  return { askers: held.map(({ asker }) => asker), messages: [...shown, ...posted] };
}

/**
 * The same for as long as there are any: an ask that was being made from one of these made the first look wait, and is seen by the next. From what the
 * first look found, no more can be made.
 */
async function deleteEveryAsk(tx: Db, which: SQL): Promise<Erased> {
  const all: Erased = { askers: [], messages: [] };
  for (;;) {
    const { askers, messages } = await deleteAsks(tx, which);
    if (askers.length === 0) return all;
    all.askers.push(...askers);
    all.messages.push(...messages);
  }
}

/** Jobs about these asks, their ballots and reports, done ones too: they name what is deleted, and the queue keeps them for days. */
async function deleteJobsOf(tx: Db, askIds: string[]): Promise<void> {
  // The queue may not exist yet where nothing was ever asked.
  const [queue] = await tx.execute<{ there: boolean }>(sql`select to_regclass('pgboss.job') is not null as there`);
  if (!queue?.there) return;
  const these = sql.param(askIds);
  await tx.execute(sql`
    with named as (
      select unnest(${these}::text[]) as id
      union select id::text from ballots where ask_id = any(${these}::uuid[])
      union select id::text from reports where ask_id = any(${these}::uuid[]))
    delete from pgboss.job where data ->> 'askId' in (select id from named)
      or data ->> 'ballotId' in (select id from named) or data ->> 'reportId' in (select id from named)`);
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

/** What was deleted of a person; `lent`: asks of others that held their words. */
export interface ErasedPerson {
  asks: number;
  lent: number;
  votes: number;
  messages: ErasedMessage[];
}

/**
 * All of a person's asks, votes, reports and decisions, and every ask of others that holds their words: its answers were made from them. What those cost
 * stays with their askers; what the person's own cost and what they did as a moderator stays with nobody's name on it. A block stays too, or deleting
 * one's data would lift it; so does what was spent since `today` began, under a code that is forgotten with the day.
 */
export async function deletePerson(tx: Db, hash: string, today: Date): Promise<ErasedPerson> {
  // Two who delete what they said to each other would wait for each other.
  await takeLock(tx, 'erase');
  const gone = await deleteEveryAsk(tx, or(eq(asks.askerHash, hash), holdsWordsOf(hash)) as SQL);
  const said = await reportMessages(tx, eq(reports.reporterHash, hash));
  const cast = await tx.delete(votes).where(eq(votes.voterHash, hash)).returning({ id: votes.id });
  await forgetPeeks(tx, hash);
  await tx.delete(settingsDrafts).where(eq(settingsDrafts.actorHash, hash));
  await tx.delete(consents).where(eq(consents.personHash, hash));
  await tx.delete(reports).where(eq(reports.reporterHash, hash));
  await tx
    .update(usage)
    .set({
      askerHash: sql`case when ${usage.createdAt} < ${today.toISOString()}::timestamptz then ${NOBODY} else ${dayCode(hash, today)} end`,
    })
    .where(eq(usage.askerHash, hash));
  await forgetReader(tx, hash);
  await tx.update(audit).set({ actorHash: NOBODY }).where(eq(audit.actorHash, hash));
  const own = gone.askers.filter((asker) => asker === hash).length;
  const messages = [...gone.messages, ...said];
  return { asks: own, lent: gone.askers.length - own, votes: cast.length, messages };
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

/** The codes of readers that nobody needs any more. */
export const forgetReaders = (db: Db): Promise<void> => forgetReaderCodes(db, NOBODY);

/** All of a server. What its asks cost stays, without the server and the askers. */
export async function deleteGuild(tx: Db, guildId: string): Promise<{ asks: number }> {
  await takeLock(tx, 'erase');
  const gone = await deleteAsks(tx, eq(asks.guildId, guildId));
  await tx.update(usage).set({ guildId: null, askerHash: NOBODY }).where(eq(usage.guildId, guildId));
  await tx.delete(audit).where(eq(audit.guildId, guildId));
  await tx.delete(blocks).where(eq(blocks.guildId, guildId));
  await tx.delete(settingsDrafts).where(eq(settingsDrafts.guildId, guildId));
  await tx.delete(publishedCells).where(eq(publishedCells.guildId, guildId));
  await tx.delete(guildSettings).where(eq(guildSettings.guildId, guildId));
  return { asks: gone.askers.length };
}

/** Servers of which something is kept, and that no purge waits for. */
export async function knownGuilds(db: Db): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select guild_id as id from asks where guild_id is not null
    union select guild_id from guild_settings
    union select guild_id from blocks
    union select guild_id from settings_drafts
    union select guild_id from audit where guild_id is not null
    union select guild_id from usage where guild_id is not null
    except select data ->> 'guildId' from pgboss.job where name = 'guild-purge' and state in ('created', 'retry', 'active')`);
  return rows.map(({ id }) => id);
}

/** The purges that wait for a server. */
export async function deletePurgeJobs(db: Db, guildId: string): Promise<void> {
  await db.execute(
    sql`delete from pgboss.job where name = 'guild-purge' and state = 'created' and data ->> 'guildId' = ${guildId}`,
  );
}
