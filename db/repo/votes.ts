import { and, count, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { peeks, votes } from '../schema/votes.ts';

export type Vote = typeof votes.$inferSelect;
export type NewVote = typeof votes.$inferInsert;

/** Lets one voter's clicks on one ballot through one at a time, until the transaction ends. */
export async function queueVoter(tx: Db, ballotId: string, voterHash: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${ballotId} ${voterHash}`}, 0))`);
}

export async function voteByInteraction(db: Db, interactionId: string): Promise<Vote | null> {
  return (await db.select().from(votes).where(eq(votes.interactionId, interactionId)))[0] ?? null;
}

export async function currentVote(db: Db, ballotId: string, voterHash: string): Promise<Vote | null> {
  const rows = await db
    .select()
    .from(votes)
    .where(and(eq(votes.ballotId, ballotId), eq(votes.voterHash, voterHash), votes.current));
  return rows[0] ?? null;
}

/** Adds a vote to the history; where it is `current` the voter's earlier one no longer is. */
export async function insertVote(tx: Db, vote: NewVote): Promise<Vote> {
  if (vote.current !== false) {
    await tx
      .update(votes)
      .set({ current: false })
      .where(and(eq(votes.ballotId, vote.ballotId), eq(votes.voterHash, vote.voterHash), votes.current));
  }
  const [row] = await tx.insert(votes).values(vote).returning();
  if (!row) throw new Error('the vote was not written');
  return row;
}

export interface TallyRow {
  choice: Vote['choice'];
  slot: number | null;
  blind: boolean;
  votes: number;
}

/** Current votes of a ballot, counted by what was chosen. */
export async function tallyOf(db: Db, ballotId: string): Promise<TallyRow[]> {
  return db
    .select({ choice: votes.choice, slot: votes.slot, blind: votes.blind, votes: count() })
    .from(votes)
    .where(and(eq(votes.ballotId, ballotId), votes.current))
    .groupBy(votes.choice, votes.slot, votes.blind);
}

export async function insertPeek(db: Db, ballotId: string, voterHash: string): Promise<void> {
  await db.insert(peeks).values({ ballotId, voterHash }).onConflictDoNothing();
}

export async function hasPeeked(db: Db, ballotId: string, voterHash: string): Promise<boolean> {
  const rows = await db
    .select({ one: sql`1` })
    .from(peeks)
    .where(and(eq(peeks.ballotId, ballotId), eq(peeks.voterHash, voterHash)));
  return rows.length > 0;
}
