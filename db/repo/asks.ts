import { and, count, desc, eq, gt, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type AskState, asks } from '../schema/asks.ts';
import { columnsOf, type Reading } from '../schema/columns.ts';
import { storable } from './storable.ts';

export type Ask = typeof asks.$inferSelect;
export type NewAsk = typeof asks.$inferInsert;

/** Writes a new ask; an interaction that was delivered before, or a second try of the same ask, gives null and changes nothing. */
export async function insertAsk(db: Db, ask: NewAsk): Promise<Ask | null> {
  const rows = await db
    .insert(asks)
    .values({ ...ask, prompt: storable(ask.prompt), fileText: ask.fileText ? storable(ask.fileText) : null })
    .onConflictDoNothing()
    .returning();
  return rows[0] ?? null;
}

export async function getAsk(db: Db, id: string, reading: Reading = 'strict'): Promise<Ask | null> {
  return (await db.select(columnsOf(asks, reading)).from(asks).where(eq(asks.id, id)))[0] ?? null;
}

/** How far an ask is; null where it is gone. */
export async function stateOfAsk(db: Db, id: string): Promise<AskState | null> {
  return (await db.select({ state: asks.state }).from(asks).where(eq(asks.id, id)))[0]?.state ?? null;
}

/** The states of an ask that is on its way to an answer. */
export const unfinished = ['queued', 'writing', 'judging'] as const;

/**
 * Takes up an ask that is on its way. A worker that had it before, and does not know yet that it was taken for dead, writes nothing from now on
 * (see `holdAsk`). null where the ask has ended or is gone.
 */
export async function takeUpAsk(db: Db, id: string, change: Partial<NewAsk>): Promise<Ask | null> {
  const rows = await db
    .update(asks)
    .set({ ...change, takenUp: sql`${asks.takenUp} + 1` })
    .where(and(eq(asks.id, id), inArray(asks.state, unfinished)))
    .returning();
  return rows[0] ?? null;
}

/** Whether an ask is still there, and on its way; with `takenUp`, whether that worker still has it. */
export async function isUnfinished(db: Db, id: string, takenUp?: number): Promise<boolean> {
  const rows = await db
    .select({ id: asks.id })
    .from(asks)
    .where(and(eq(asks.id, id), inArray(asks.state, unfinished), isOf(takenUp)));
  return rows.length > 0;
}

/**
 * A worker that hangs in the middle of a transaction would keep the row from whoever takes its ask up. Not set for the connection: poolers
 * refuse what they do not know.
 */
const NOT_LONG_SILENT = sql<string>`set_config('idle_in_transaction_session_timeout', '10s', true)`;

/**
 * Keeps an ask from being deleted, emptied or taken up by another until the transaction ends; false where that has happened already. Whoever adds a
 * text to an ask holds it: what came after its texts were emptied would never be emptied.
 */
export async function holdAsk(tx: Db, id: string, takenUp?: number): Promise<boolean> {
  const rows = await tx
    .select({ id: asks.id, silence: NOT_LONG_SILENT })
    .from(asks)
    .where(and(eq(asks.id, id), isNull(asks.purgedAt), isOf(takenUp)))
    .for('share');
  return rows.length > 0;
}

/** Unfinished asks from before then: whose worker is gone, and whose job with it. */
export async function unfinishedFrom(db: Db, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: asks.id })
    .from(asks)
    .where(and(inArray(asks.state, unfinished), lt(asks.createdAt, before)))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/**
 * Keeps asks from being deleted until the transaction ends; those that are still there. Whoever locks several does it by their ids, or two would
 * wait for each other.
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

const isOf = (takenUp: number | undefined) => (takenUp === undefined ? undefined : eq(asks.takenUp, takenUp));

export async function findAskByMessage(db: Db, messageId: string): Promise<Ask | null> {
  return (await db.select(columnsOf(asks, 'legible')).from(asks).where(eq(asks.messageId, messageId)))[0] ?? null;
}

/** Whether a failed ask has been put again. */
export async function isRetried(db: Db, id: string): Promise<boolean> {
  return (await db.select({ id: asks.id }).from(asks).where(eq(asks.retryOf, id))).length > 0;
}

/** By the interaction or message that put it. */
export async function findAskByInteraction(db: Db, interactionId: string): Promise<Ask | null> {
  return (await db.select().from(asks).where(eq(asks.interactionId, interactionId)))[0] ?? null;
}

export interface Place {
  channelId: string;
  /** Only what this person asked. */
  askerHash?: string;
  /** Whether private asks count. */
  inPrivate?: boolean;
}

/** The newest ask with an answer in a channel that moderators have not hidden; null where there is none. */
export async function newestAskIn(db: Db, { channelId, askerHash, inPrivate = false }: Place): Promise<Ask | null> {
  const rows = await db
    .select(columnsOf(asks, 'legible'))
    .from(asks)
    .where(
      and(
        eq(asks.channelId, channelId),
        isNotNull(asks.pick),
        isNull(asks.purgedAt),
        isNull(asks.hiddenAt),
        askerHash === undefined ? undefined : eq(asks.askerHash, askerHash),
        inPrivate ? undefined : eq(asks.private, false),
      ),
    )
    .orderBy(desc(asks.createdAt))
    .limit(1);
  return rows[0] ?? null;
}

/** So far back a search for words looks. */
const SEARCHED = 500;

/**
 * The newest asks of a server whose prompt contains `words`, for a moderator who looks for one, among its newest 500; private ones are not
 * theirs to see, nor those that `may` says no to. The prompts may be encrypted, so the words are looked for here and not by the database.
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

/** The newest ask that is not private; null where there is none. */
export async function newestAskId(db: Db): Promise<string | null> {
  const rows = await db
    .select({ id: asks.id })
    .from(asks)
    .where(eq(asks.private, false))
    .orderBy(desc(asks.id))
    .limit(1);
  return rows[0]?.id ?? null;
}

/** How many of the asks since then are in which state; those of states that none is in are left out. */
export async function countAsksSince(db: Db, since: Date): Promise<Record<string, number>> {
  const rows = await db
    .select({ state: asks.state, asks: count() })
    .from(asks)
    // The second condition is what its index holds.
    .where(and(gt(asks.createdAt, since), isNull(asks.purgedAt)))
    .groupBy(asks.state);
  return Object.fromEntries(rows.map((row) => [row.state, row.asks]));
}

/** Changes an ask only where it is still in one of `from`; null where another was faster. */
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

export async function setAskMessage(db: Db, id: string, messageId: string): Promise<void> {
  await db.update(asks).set({ messageId }).where(eq(asks.id, id));
}

/** The webhook's token is of no more use once an ask is over. */
export async function forgetInteractionToken(db: Db, id: string): Promise<void> {
  await db
    .update(asks)
    .set({ interactionToken: null })
    .where(and(eq(asks.id, id), inArray(asks.state, ['closed', 'failed', 'cancelled'])));
}

/** Notes what an ask is waiting for; true where that is news. */
export async function setWaitingFor(db: Db, id: string, waitingFor: Ask['waitingFor']): Promise<boolean> {
  const rows = await db
    .update(asks)
    .set({ waitingFor })
    .where(and(eq(asks.id, id), sql`${asks.waitingFor} is distinct from ${waitingFor}`))
    .returning({ id: asks.id });
  return rows.length > 0;
}
