import { and, eq, isNull, lte } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { ballots } from '../schema/ballots.ts';

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

/** Closes a ballot that is open and due; null where it is not. */
export async function closeBallot(db: Db, id: string, now: Date): Promise<Ballot | null> {
  const rows = await db
    .update(ballots)
    .set({ closedAt: now })
    .where(and(eq(ballots.id, id), isNull(ballots.closedAt), lte(ballots.closesAt, now)))
    .returning();
  return rows[0] ?? null;
}
