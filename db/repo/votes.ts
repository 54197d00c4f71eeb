import { and, count, eq, gte, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { peeks, votes } from '../schema/votes.ts';
import type { Ask } from './asks.ts';
import type { Ballot } from './ballots.ts';

export type Vote = typeof votes.$inferSelect;
export type NewVote = typeof votes.$inferInsert;

export interface VotingPlace {
  ballot: Ballot;
  ask: Ask;
  /** The voter's current vote, and the one that this very interaction already made. */
  before: Vote | null;
  again: Vote | null;
  /** Whether the voter was shown the pick. */
  seen: boolean;
  /** Characters of the answers that the ballot shows. */
  readingLength: number;
}

/** All that a vote needs to know, in one query; keeps the ballot from being closed until the transaction ends. null: no such ballot. */
export async function readVotingPlace(
  tx: Db,
  click: { ballotId: string; voterHash: string; interactionId: string },
): Promise<VotingPlace | null> {
  const [before, again] = [alias(votes, 'before'), alias(votes, 'again')];
  const mine = and(eq(peeks.ballotId, ballots.id), eq(peeks.voterHash, click.voterHash));
  const [row] = await tx
    .select({
      ballot: ballots,
      ask: asks,
      before,
      again,
      seen: sql<boolean>`exists (select 1 from ${peeks} where ${mine})`,
      readingLength: sql<number>`(
        select coalesce(sum(char_length(${candidates.text})), 0)::int from ${candidates}
        where ${candidates.askId} = ${asks.id} and ${candidates.slot} = any(${ballots.shown}))`,
    })
    .from(ballots)
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .leftJoin(before, and(eq(before.ballotId, ballots.id), eq(before.voterHash, click.voterHash), before.current))
    .leftJoin(again, eq(again.interactionId, click.interactionId))
    .where(eq(ballots.id, click.ballotId))
    .for('share', { of: ballots });
  return row ?? null;
}

/** Adds a vote to the history; where it `replaces` the voter's current one, that no longer is. */
export async function insertVote(tx: Db, vote: NewVote, replaces: boolean): Promise<Vote> {
  if (replaces) {
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

export interface AgreementRow {
  askId: string;
  ballotId: string;
  voterHash: string;
  choice: Vote['choice'];
  slot: number | null;
  pick: number | null;
  blind: boolean;
  flags: string[];
}

/** Current votes of a server's asks since then, with what the judge picked. */
export async function votesForAgreement(db: Db, guildId: string, since: Date): Promise<AgreementRow[]> {
  return db
    .select({
      askId: asks.id,
      ballotId: votes.ballotId,
      voterHash: votes.voterHash,
      choice: votes.choice,
      slot: votes.slot,
      pick: asks.pick,
      blind: votes.blind,
      flags: votes.flags,
    })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(and(eq(asks.guildId, guildId), gte(votes.createdAt, since), votes.current));
}
