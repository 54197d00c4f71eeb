import { and, count, desc, eq, gt, inArray, isNotNull, isNull, lt, not, or, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type AskState, asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { columnsOf, type Reading } from '../schema/columns.ts';
import { votes } from '../schema/votes.ts';
import { storable } from './storable.ts';

/** One ask, with its texts decrypted. */
export type Ask = typeof asks.$inferSelect;
/** The columns of a new ask. Those with a default may be absent. */
export type NewAsk = typeof asks.$inferInsert;

/**
 * Writes a new ask.
 *
 * @returns null for a redelivered interaction or a repeated retry; nothing is written then.
 */
export async function insertAsk(db: Db, ask: NewAsk): Promise<Ask | null> {
  const rows = await db
    .insert(asks)
    .values({ ...ask, prompt: storable(ask.prompt), fileText: ask.fileText ? storable(ask.fileText) : null })
    .onConflictDoNothing()
    .returning();
  return rows[0] ?? null;
}

/**
 * Reads an ask.
 *
 * @returns null when there is none.
 * @throws {DecryptionError} when `reading` is `strict` and a text cannot be decrypted.
 */
export async function getAsk(db: Db, id: string, reading: Reading = 'strict'): Promise<Ask | null> {
  return (await db.select(columnsOf(asks, reading)).from(asks).where(eq(asks.id, id)))[0] ?? null;
}

/** @returns the state of an ask, or null when it is gone. */
export async function stateOfAsk(db: Db, id: string): Promise<AskState | null> {
  return (await db.select({ state: asks.state }).from(asks).where(eq(asks.id, id)))[0]?.state ?? null;
}

/** What decides which message an ask has. */
export type Standing = Pick<Ask, 'state' | 'hiddenAt'>;

/** @returns null when the ask was deleted. */
export async function standingOfAsk(db: Db, id: string): Promise<Standing | null> {
  const rows = await db.select({ state: asks.state, hiddenAt: asks.hiddenAt }).from(asks).where(eq(asks.id, id));
  return rows[0] ?? null;
}

/** Whether an ask exists and is not hidden. */
export async function isInView(db: Db, id: string): Promise<boolean> {
  const rows = await db
    .select({ id: asks.id })
    .from(asks)
    .where(and(eq(asks.id, id), isNull(asks.hiddenAt)));
  return rows.length > 0;
}

/** The states of an ask that has not ended. */
export const unfinished = ['queued', 'writing', 'judging'] as const;

/**
 * Claims an unfinished ask for a worker, and raises its fencing token `takenUp`. A worker that claimed it
 * earlier may still run without knowing that it lost its lease. From now on its writes are dropped (see
 * `holdAsk`).
 *
 * @param change columns to set with the claim.
 * @returns the claimed ask, or null when it has ended or is gone.
 */
export async function takeUpAsk(db: Db, id: string, change: Partial<NewAsk>): Promise<Ask | null> {
  const rows = await db
    .update(asks)
    .set({ ...change, takenUp: sql`${asks.takenUp} + 1` })
    .where(and(eq(asks.id, id), inArray(asks.state, unfinished)))
    .returning();
  return rows[0] ?? null;
}

/** Whether an ask exists and has not ended. With `takenUp`, also whether that claim is still the newest. */
export async function isUnfinished(db: Db, id: string, takenUp?: number): Promise<boolean> {
  const rows = await db
    .select({ id: asks.id })
    .from(asks)
    .where(and(eq(asks.id, id), inArray(asks.state, unfinished), isOf(takenUp)));
  return rows.length > 0;
}

/**
 * Ends the transaction of a worker that hangs, which would otherwise keep the row locked against the next
 * worker. Set for the transaction and not for the connection, because poolers refuse parameters that they do
 * not know.
 */
const NOT_LONG_SILENT = sql<string>`set_config('idle_in_transaction_session_timeout', '10s', true)`;

/**
 * Locks an ask against deletion, emptying and a new claim until the transaction ends. Whoever adds a text to
 * an ask must hold it: a text that came after the emptying would never be emptied.
 *
 * @param takenUp the worker's fencing token. Absent: any claim will do.
 * @returns false when the ask is gone, emptied, or claimed by another worker.
 */
export async function holdAsk(tx: Db, id: string, takenUp?: number): Promise<boolean> {
  const rows = await tx
    .select({ id: asks.id, silence: NOT_LONG_SILENT })
    .from(asks)
    .where(and(eq(asks.id, id), isNull(asks.purgedAt), isOf(takenUp)))
    .for('share');
  return rows.length > 0;
}

/** @returns the ids of up to `limit` unfinished asks that were created before `before`. */
export async function unfinishedFrom(db: Db, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: asks.id })
    .from(asks)
    .where(and(inArray(asks.state, unfinished), lt(asks.createdAt, before)))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/**
 * Locks asks against deletion until the transaction ends. The rows are locked in the order of their ids, so
 * that two transactions cannot deadlock.
 *
 * @returns the asks that still exist.
 */
export async function keepAsks(tx: Db, ids: readonly string[]): Promise<Ask[]> {
  if (ids.length === 0) return [];
  return tx
    .select()
    .from(asks)
    .where(inArray(asks.id, [...ids]))
    .orderBy(asks.id)
    .for('key share');
}

/**
 * Locks an ask that is about to be deleted. Of two deletions, the second waits for the first.
 *
 * @returns false when it is gone.
 */
export async function lockToDelete(tx: Db, id: string): Promise<boolean> {
  return (await tx.select({ id: asks.id }).from(asks).where(eq(asks.id, id)).for('update')).length > 0;
}

const isOf = (takenUp: number | undefined) => (takenUp === undefined ? undefined : eq(asks.takenUp, takenUp));

/**
 * Finds the ask that a message of the bot shows.
 *
 * @returns null when there is none.
 */
export async function findAskByMessage(db: Db, messageId: string): Promise<Ask | null> {
  return (await db.select(columnsOf(asks, 'legible')).from(asks).where(eq(asks.messageId, messageId)))[0] ?? null;
}

/** Whether a failed ask has been retried. */
export async function isRetried(db: Db, id: string): Promise<boolean> {
  return (await db.select({ id: asks.id }).from(asks).where(eq(asks.retryOf, id))).length > 0;
}

/**
 * Finds an ask by the interaction, or the chat message, that created it.
 *
 * @returns null when there is none.
 */
export async function findAskByInteraction(db: Db, interactionId: string): Promise<Ask | null> {
  return (await db.select().from(asks).where(eq(asks.interactionId, interactionId)))[0] ?? null;
}

/** Where to look for the newest ask. */
export interface Place {
  channelId: string;
  /** Only asks of this person. Absent: of anybody. */
  askerHash?: string;
  /** Whether private asks count too. Default: no. */
  inPrivate?: boolean;
  /** Only asks on which nobody votes blind any more. Default: all. */
  goesOn?: boolean;
  /** Whether asks count that are still being answered. Default: no. */
  inWork?: boolean;
}

/**
 * Finds the newest ask of a channel that has an answer, or will have one where that counts, is not hidden and
 * still has its texts.
 *
 * @returns null when there is none.
 */
export async function newestAskIn(
  db: Db,
  { channelId, askerHash, inPrivate = false, goesOn = false, inWork = false }: Place,
): Promise<Ask | null> {
  const rows = await db
    .select(columnsOf(asks, 'legible'))
    .from(asks)
    .where(
      and(
        eq(asks.channelId, channelId),
        inWork ? or(isNotNull(asks.pick), inArray(asks.state, unfinished)) : isNotNull(asks.pick),
        isNull(asks.purgedAt),
        isNull(asks.hiddenAt),
        askerHash === undefined ? undefined : eq(asks.askerHash, askerHash),
        inPrivate ? undefined : eq(asks.private, false),
        goesOn ? or(eq(asks.state, 'closed'), eq(asks.voting, 'open')) : undefined,
      ),
    )
    .orderBy(desc(asks.createdAt))
    .limit(1);
  return rows[0] ?? null;
}

/** How many of the newest asks a search considers. */
const SEARCHED = 500;

/**
 * Searches the newest 500 asks of a server for a moderator: those whose prompt contains `words`, newest
 * first. Leaves out private asks and those that `may` refuses. Prompts may be encrypted, so the search
 * happens here and not in the database. It ignores case.
 *
 * @returns at most `limit` asks.
 */
export async function findAsks(
  db: Db,
  guildId: string,
  words: string,
  limit: number,
  may: (ask: Pick<Ask, 'channelId' | 'settings'>) => Promise<boolean> = async () => true,
): Promise<Pick<Ask, 'id' | 'prompt'>[]> {
  const { id, channelId, settings } = asks;
  const newest = await db
    .select({ id, channelId, settings, prompt: columnsOf(asks, 'legible').prompt })
    .from(asks)
    .where(and(eq(asks.guildId, guildId), isNull(asks.purgedAt), eq(asks.private, false)))
    .orderBy(desc(asks.createdAt))
    .limit(SEARCHED);
  const wanted = storable(words).toLowerCase();
  const found: Pick<Ask, 'id' | 'prompt'>[] = [];
  for (const { id, prompt, ...place } of newest) {
    if (found.length === limit) break;
    if (prompt.toLowerCase().includes(wanted) && (await may(place))) found.push({ id, prompt });
  }
  return found;
}

/** @returns the id of the newest ask that is not private, or null when there is none. */
export async function newestAskId(db: Db): Promise<string | null> {
  const rows = await db
    .select({ id: asks.id })
    .from(asks)
    .where(eq(asks.private, false))
    .orderBy(desc(asks.id))
    .limit(1);
  return rows[0]?.id ?? null;
}

/** @returns how many asks since `since` are in each state. States without an ask are absent. */
export async function countAsksSince(db: Db, since: Date): Promise<Record<string, number>> {
  const rows = await db
    .select({ state: asks.state, asks: count() })
    .from(asks)
    // The second condition makes the partial index `asks_texts` usable.
    .where(and(gt(asks.createdAt, since), isNull(asks.purgedAt)))
    .groupBy(asks.state);
  return Object.fromEntries(rows.map((row) => [row.state, row.asks]));
}

/**
 * Compare-and-set: changes an ask only while its state is one of `from`.
 *
 * @returns the changed ask, or null when it is in another state or gone.
 */
export async function moveAsk(
  db: Db,
  id: string,
  from: readonly AskState[],
  change: Partial<NewAsk>,
): Promise<Ask | null> {
  const rows = await db
    .update(asks)
    .set(change)
    .where(and(eq(asks.id, id), inArray(asks.state, [...from])))
    .returning(columnsOf(asks, 'legible'));
  return rows[0] ?? null;
}

/**
 * Fails an ask that has an answer which nobody has seen, and takes its pick back: a failed ask has none. A
 * token that is still kept, or a message that is missing, says that the answer was not shown. A vote, a
 * closed ballot or a hidden answer says that it was.
 *
 * @returns whether the ask was changed.
 */
export async function failUnseen(
  db: Db,
  id: string,
  change: Pick<NewAsk, 'failure' | 'closedAt'> & { state: 'failed' },
): Promise<boolean> {
  const seen = sql`exists (
    select from ${ballots} where ${ballots.askId} = ${asks.id}
      and (${ballots.closedAt} is not null or exists (select from ${votes} where ${votes.ballotId} = ${ballots.id}))
  )`;
  const rows = await db
    .update(asks)
    .set({ ...change, pick: null, judged: null })
    .where(
      and(
        eq(asks.id, id),
        inArray(asks.state, ['voting', 'closed']),
        isNull(asks.hiddenAt),
        or(isNotNull(asks.interactionToken), isNull(asks.messageId)),
        not(seen),
      ),
    )
    .returning({ id: asks.id });
  return rows.length > 0;
}

/** Stores the id of the message that shows the ask. */
export async function setAskMessage(db: Db, id: string, messageId: string): Promise<void> {
  await db.update(asks).set({ messageId }).where(eq(asks.id, id));
}

/** Deletes an ask's interaction token once the ask has ended: nobody needs it any more. */
export async function forgetInteractionToken(db: Db, id: string): Promise<void> {
  await db
    .update(asks)
    .set({ interactionToken: null })
    .where(and(eq(asks.id, id), inArray(asks.state, ['closed', 'failed', 'cancelled'])));
}

/**
 * Stores what an ask is waiting for.
 *
 * @returns whether that has changed.
 */
export async function setWaitingFor(db: Db, id: string, waitingFor: Ask['waitingFor']): Promise<boolean> {
  const rows = await db
    .update(asks)
    .set({ waitingFor })
    .where(and(eq(asks.id, id), sql`${asks.waitingFor} is distinct from ${waitingFor}`))
    .returning({ id: asks.id });
  return rows.length > 0;
}
