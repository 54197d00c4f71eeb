import { and, eq, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { votes } from '../schema/votes.ts';

export type Ballot = typeof ballots.$inferSelect;
export type NewBallot = typeof ballots.$inferInsert;

/** One ballot an ask: a second attempt gives null. */
export async function insertBallot(db: Db, ballot: NewBallot): Promise<Ballot | null> {
  const rows = await db.insert(ballots).values(ballot).onConflictDoNothing().returning();
  return rows[0] ?? null;
}

export async function getBallot(db: Db, id: string): Promise<Ballot | null> {
  return (await db.select().from(ballots).where(eq(ballots.id, id)))[0] ?? null;
}

export async function ballotOfAsk(db: Db, askId: string): Promise<Ballot | null> {
  return (await db.select().from(ballots).where(eq(ballots.askId, askId)))[0] ?? null;
}

const voted = sql<number>`(select count(*) from ${votes} where ${votes.ballotId} = ${ballots.id} and ${votes.current})`;
const full = sql<boolean>`coalesce(${voted} >= ${ballots.closesAtVotes}, false)`;

/** Whether an open ballot has as many votes as it waits for. */
export async function isFull(db: Db, id: string): Promise<boolean> {
  const rows = await db
    .select({ id: ballots.id })
    .from(ballots)
    .where(and(eq(ballots.id, id), isNull(ballots.closedAt), full));
  return rows.length > 0;
}

/** Open ballots that were due before then: a job that closes one may be lost while no process runs for weeks. */
export async function overdueBallots(db: Db, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: ballots.id })
    .from(ballots)
    .where(and(isNull(ballots.closedAt), lt(ballots.closesAt, before)))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/**
 * Holds the ask of a ballot until the transaction ends. Whoever changes both holds the ask first, as a deletion does: the other way round the two would
 * wait for each other.
 */
export async function holdAskOfBallot(tx: Db, id: string): Promise<void> {
  await tx
    .select({ id: asks.id })
    .from(asks)
    .innerJoin(ballots, eq(ballots.askId, asks.id))
    .where(eq(ballots.id, id))
    .for('no key update', { of: asks });
}

/** Closes a ballot that is open and due, by time or by the number of its votes; null where it is not. */
export async function closeBallot(db: Db, id: string, now: Date): Promise<Ballot | null> {
  const rows = await db
    .update(ballots)
    .set({ closedAt: now, closedWith: voted })
    .where(and(eq(ballots.id, id), isNull(ballots.closedAt), or(lte(ballots.closesAt, now), full)))
    .returning();
  return rows[0] ?? null;
}
