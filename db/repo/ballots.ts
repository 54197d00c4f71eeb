import { and, eq, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { BallotEnd } from '../../src/terms.ts';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { votes } from '../schema/votes.ts';

/** One ballot. */
export type Ballot = typeof ballots.$inferSelect;
/** The columns of a new ballot. Those with a default may be absent. */
export type NewBallot = typeof ballots.$inferInsert;

/**
 * Writes an ask's ballot.
 *
 * @returns null when the ask already has one.
 */
export async function insertBallot(db: Db, ballot: NewBallot): Promise<Ballot | null> {
  const rows = await db.insert(ballots).values(ballot).onConflictDoNothing().returning();
  return rows[0] ?? null;
}

/** @returns the ballot, or null when there is none. */
export async function getBallot(db: Db, id: string): Promise<Ballot | null> {
  return (await db.select().from(ballots).where(eq(ballots.id, id)))[0] ?? null;
}

/** @returns the ballot of an ask, or null when there is none. */
export async function ballotOfAsk(db: Db, askId: string): Promise<Ballot | null> {
  return (await db.select().from(ballots).where(eq(ballots.askId, askId)))[0] ?? null;
}

const voted = sql<number>`(select count(*) from ${votes} where ${votes.ballotId} = ${ballots.id} and ${votes.current})`;
const full = sql<boolean>`coalesce(${voted} >= ${ballots.closesAtVotes}, false)`;

/** Whether a ballot is open and has reached the number of votes that closes it. */
export async function isFull(db: Db, id: string): Promise<boolean> {
  const rows = await db
    .select({ id: ballots.id })
    .from(ballots)
    .where(and(eq(ballots.id, id), isNull(ballots.closedAt), full));
  return rows.length > 0;
}

/** @returns the ids of up to `limit` open ballots that were due before `before`: their jobs are lost. */
export async function overdueBallots(db: Db, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: ballots.id })
    .from(ballots)
    .where(and(isNull(ballots.closedAt), lt(ballots.closesAt, before)))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/**
 * Locks the ask of a ballot until the transaction ends. Everyone who changes both locks the ask first, as a
 * deletion does. Otherwise the two could deadlock.
 */
export async function holdAskOfBallot(tx: Db, id: string): Promise<void> {
  await tx
    .select({ id: asks.id })
    .from(asks)
    .innerJoin(ballots, eq(ballots.askId, asks.id))
    .where(eq(ballots.id, id))
    .for('no key update', { of: asks });
}

/**
 * Closes a ballot that is open and due, by time or by the number of its votes.
 *
 * @returns the closed ballot, or null when it is not open or not due.
 */
export async function closeBallot(db: Db, id: string, now: Date): Promise<Ballot | null> {
  const rows = await db
    .update(ballots)
    .set({
      closedAt: now,
      closedWith: voted,
      closedBy: sql`case when ${lte(ballots.closesAt, now)} then 'time' else 'votes' end`,
    })
    .where(and(eq(ballots.id, id), isNull(ballots.closedAt), or(lte(ballots.closesAt, now), full)))
    .returning();
  return rows[0] ?? null;
}

/**
 * Closes an open ballot by hand, due or not.
 *
 * @returns the closed ballot, or null when it is not open.
 */
export async function closeBallotNow(
  db: Db,
  id: string,
  { closedBy, now }: { closedBy: BallotEnd; now: Date },
): Promise<Ballot | null> {
  const rows = await db
    .update(ballots)
    .set({ closedAt: now, closedWith: voted, closedBy })
    .where(and(eq(ballots.id, id), isNull(ballots.closedAt)))
    .returning();
  return rows[0] ?? null;
}

/** Notes that the server was told of a closing. */
export async function noteAnnounced(db: Db, id: string, now: Date): Promise<void> {
  await db.update(ballots).set({ announcedAt: now }).where(eq(ballots.id, id));
}

/** Deletes the open ballot of an ask. Its votes would go too, so only for an answer that nobody has seen. */
export async function deleteOpenBallot(db: Db, askId: string): Promise<void> {
  await db.delete(ballots).where(and(eq(ballots.askId, askId), isNull(ballots.closedAt)));
}
