import { and, eq, like, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { alignRuns } from '../schema/align-runs.ts';
import { asks } from '../schema/asks.ts';
import { audit } from '../schema/audit.ts';
import { challengers } from '../schema/challengers.ts';
import { consents } from '../schema/consents.ts';
import { guildSettings } from '../schema/guild-settings.ts';
import { judgeRules } from '../schema/judge-rules.ts';
import { promotions } from '../schema/promotions.ts';
import { publishedCells } from '../schema/published.ts';
import { blocks, reports } from '../schema/reports.ts';
import { settingsDrafts } from '../schema/settings-drafts.ts';
import { usage } from '../schema/usage.ts';
import { votes } from '../schema/votes.ts';
import { takeLock } from './advisory-locks.ts';
import { forgetWriters } from './align-runs.ts';
import { spendingOf } from './calls.ts';
import { anyDayCode, dayCode } from './day-code.ts';
import { forgetPeeks, forgetReader, forgetReaderCodes } from './peeks.ts';
import { reservationsOf } from './reservations.ts';
import { insertUsage } from './usage.ts';
import { holdsWordsOf } from './whose-words.ts';

/** Replaces a person's hash in rows that are kept as figures. */
export const NOBODY = 'erased';

/** A message of the bot that shows something deleted. */
export interface ErasedMessage {
  about: 'ask' | 'report' | 'thread';
  channelId: string;
  messageId: string;
  /** The language of the note that replaces it. null: English. */
  language: string | null;
}

/** What was deleted. */
export interface Erased {
  /** The asker of each deleted ask, as a keyed hash. */
  askers: string[];
  messages: ErasedMessage[];
}

const language = sql<string | null>`${asks.settings} ->> 'language'`;

/** SQL: whether no message is left to remove: it was a private answer, or stands where the bot is not. */
const isOutOfReach = sql<boolean>`${asks.private} or coalesce((${asks.settings} ->> 'webhookOnly')::boolean, false)`;

/**
 * Deletes asks with everything that belongs to them. What an unfinished ask had reserved counts as spent. Its
 * calls may be in flight, and deleting must not lift a limit.
 */
async function deleteAsks(tx: Db, which: SQL): Promise<Erased> {
  // Locked, so that none of them ends meanwhile and is counted twice.
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
    // The reservation is never less than what its calls can use.
    const spent = { ...begun, inputTokens: tokens, outputTokens: 0, costUsd, estimatedCalls: begun.calls };
    await insertUsage(tx, { askId, guildId, askerHash, createdAt, ...spent });
  }
  // One array parameter, because a server may have more asks than a statement may have parameters.
  const these = sql.param(ids);
  const posted = await reportMessages(tx, sql`${reports.askId} = any(${these}::uuid[])`);
  await deleteJobsOf(tx, ids);
  const rows = await tx
    .delete(asks)
    .where(sql`${asks.id} = any(${these}::uuid[])`)
    .returning({ channelId: asks.channelId, messageId: asks.messageId, isOutOfReach, language });
  const shown = rows.flatMap(({ isOutOfReach: gone, messageId, ...row }) =>
    gone || messageId === null ? [] : [{ about: 'ask' as const, messageId, ...row }],
  );
  return { askers: held.map(({ asker }) => asker), messages: [...shown, ...posted] };
}

/**
 * Repeats `deleteAsks` until nothing is left. An ask that was being made from one of these blocked the first
 * round, and the next round sees it. Nothing more can be made from asks that a round has deleted.
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

/**
 * Deletes the jobs about these asks, their ballots and their reports, including completed ones. Jobs name
 * what is deleted, and the queue keeps them for days.
 */
async function deleteJobsOf(tx: Db, askIds: string[]): Promise<void> {
  // The queue's tables may not exist yet in a new database.
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

/** @returns the messages in moderators' channels that quote what is deleted. */
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

/** Deletes one ask with its candidates, comparisons, ballot and everybody's votes on it. */
export const deleteAsk = (tx: Db, askId: string): Promise<Erased> => deleteAsks(tx, eq(asks.id, askId));

/** What was deleted of a person. `lent` counts asks of others that contained their words. */
export interface ErasedPerson {
  asks: number;
  lent: number;
  votes: number;
  messages: ErasedMessage[];
}

/**
 * Deletes a person's asks, votes, reports and decisions, and every ask of others that contains their words.
 *
 * - The cost of others' asks stays with their askers.
 * - The cost of their own asks and their entries in the audit stay without a name.
 * - A block stays: deleting one's data must not lift it.
 * - Today's spending stays under a code until the day is over, see `dayCode`.
 *
 * @param today the start of the current UTC day.
 */
export async function deletePerson(tx: Db, hash: string, today: Date): Promise<ErasedPerson> {
  // Serialises deletions. Two people in one conversation who both delete their data would deadlock.
  await takeLock(tx, 'erase');
  const gone = await deleteEveryAsk(tx, or(eq(asks.askerHash, hash), holdsWordsOf(hash)) as SQL);
  const said = await reportMessages(tx, eq(reports.reporterHash, hash));
  const cast = await tx.delete(votes).where(eq(votes.voterHash, hash)).returning({ id: votes.id });
  await forgetPeeks(tx, hash);
  await forgetWriters(tx, null);
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
  for (const table of [audit, judgeRules, challengers, promotions])
    await tx.update(table).set({ actorHash: NOBODY }).where(eq(table.actorHash, hash));
  const own = gone.askers.filter((asker) => asker === hash).length;
  const messages = [...gone.messages, ...said];
  return { asks: own, lent: gone.askers.length - own, votes: cast.length, messages };
}

/**
 * Anonymises the spending of deleted people on days before `today`.
 *
 * @returns how many rows were changed.
 */
export async function forgetDayCodes(db: Db, today: Date): Promise<number> {
  const rows = await db
    .update(usage)
    .set({ askerHash: NOBODY })
    .where(and(like(usage.askerHash, anyDayCode), lt(usage.createdAt, today)))
    .returning({ id: usage.id });
  return rows.length;
}

/** Anonymises codes of deleted readers that are no longer needed, see `forgetReaderCodes`. */
export const forgetReaders = (db: Db): Promise<void> => forgetReaderCodes(db, NOBODY);

/** @returns how many asks of a server are stored. */
export const countOfGuild = (db: Db, guildId: string): Promise<number> => db.$count(asks, eq(asks.guildId, guildId));

/** Deletes all data of a server. The cost of its asks stays, without the server and the askers. */
export async function deleteGuild(tx: Db, guildId: string): Promise<{ asks: number }> {
  await takeLock(tx, 'erase');
  const gone = await deleteAsks(tx, eq(asks.guildId, guildId));
  await tx.update(usage).set({ guildId: null, askerHash: NOBODY }).where(eq(usage.guildId, guildId));
  await tx.delete(audit).where(eq(audit.guildId, guildId));
  await tx.delete(blocks).where(eq(blocks.guildId, guildId));
  await tx.delete(settingsDrafts).where(eq(settingsDrafts.guildId, guildId));
  await tx.delete(judgeRules).where(eq(judgeRules.guildId, guildId));
  await tx.delete(alignRuns).where(eq(alignRuns.guildId, guildId));
  await tx.delete(challengers).where(eq(challengers.guildId, guildId));
  await tx.delete(promotions).where(eq(promotions.guildId, guildId));
  await tx.delete(publishedCells).where(eq(publishedCells.guildId, guildId));
  await tx.delete(guildSettings).where(eq(guildSettings.guildId, guildId));
  return { asks: gone.askers.length };
}

/** @returns the ids of servers that have stored data and no scheduled deletion. */
export async function knownGuilds(db: Db): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select guild_id as id from asks where guild_id is not null
    union select guild_id from guild_settings
    union select guild_id from blocks
    union select guild_id from judge_rules
    union select guild_id from align_runs
    union select guild_id from challengers
    union select guild_id from promotions
    union select guild_id from settings_drafts
    union select guild_id from audit where guild_id is not null
    union select guild_id from usage where guild_id is not null
    except select data ->> 'guildId' from pgboss.job where name = 'guild-purge' and state in ('created', 'retry', 'active')`);
  return rows.map(({ id }) => id);
}

/** Deletes the scheduled deletion of a server, if it has not started yet. */
export async function deletePurgeJobs(db: Db, guildId: string): Promise<void> {
  await db.execute(
    sql`delete from pgboss.job where name = 'guild-purge' and state = 'created' and data ->> 'guildId' = ${guildId}`,
  );
}
