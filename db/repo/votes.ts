import { and, count, eq, gte, ne, sql } from 'drizzle-orm';
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

const DAY = 24 * 3600 * 1000;
/** Votes that are looked at for a voter who always takes one side. */
const LOOK_BACK = 32;

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
  /** The voter's current votes of the last 24 hours. */
  votesToday: number;
  /** Places that the voter chose on other duels, newest first. */
  recentPositions: number[];
}

/** All that a vote needs to know, in one query; keeps the ballot from being closed until the transaction ends. null: no such ballot. */
export async function readVotingPlace(
  tx: Db,
  click: { ballotId: string; voterHash: string; interactionId: string },
  now: Date,
): Promise<VotingPlace | null> {
  const [before, again] = [alias(votes, 'before'), alias(votes, 'again')];
  const mine = and(eq(peeks.ballotId, ballots.id), eq(peeks.voterHash, click.voterHash));
  const aDayAgo = new Date(now.getTime() - DAY).toISOString();
  const [row] = await tx
    .select({
      ballot: ballots,
      ask: asks,
      before,
      again,
      seen: sql<boolean>`exists (select 1 from ${peeks} where ${mine})`,
      readingLength: sql<number>`(
        select coalesce(sum(coalesce(${candidates.characters}, char_length(${candidates.text}))), 0)::int from ${candidates}
        where ${candidates.askId} = ${asks.id} and ${candidates.slot} = any(${ballots.shown}))`,
      votesToday: sql<number>`(
        select count(*)::int from votes v
        where v.voter_hash = ${click.voterHash} and v.current and v.created_at > ${aDayAgo})`,
      recentPositions: sql<number[]>`array(
        select v.position from votes v join ballots b on b.id = v.ballot_id
        where v.voter_hash = ${click.voterHash} and v.current and v.position is not null and b.kind = 'duel'
          and b.id <> ${click.ballotId}
        order by v.created_at desc limit ${LOOK_BACK})`,
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

/** Writes why a voter chose so beside their current vote. false: there is none on this ballot in this channel. */
export async function setReason(
  db: Db,
  voter: { ballotId: string; voterHash: string; channelId: string },
  reasons: string[],
  reasonText: string | null,
): Promise<boolean> {
  const here = sql`exists (
    select 1 from ${ballots} join ${asks} on ${asks.id} = ${ballots.askId}
    where ${ballots.id} = ${votes.ballotId} and ${asks.channelId} = ${voter.channelId})`;
  const rows = await db
    .update(votes)
    .set({ reasons, reasonText })
    .where(and(eq(votes.ballotId, voter.ballotId), eq(votes.voterHash, voter.voterHash), votes.current, here))
    .returning({ id: votes.id });
  return rows.length > 0;
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
  /** From a playground. */
  simulated: boolean;
}

/** Current votes on pairs of a server's asks since then, with what the judge picked. A choice among all candidates is no vote on a pair. */
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
      simulated: sql<boolean>`coalesce((${asks.settings} ->> 'simulated')::boolean, false)`,
    })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(and(eq(asks.guildId, guildId), gte(votes.createdAt, since), votes.current, ne(ballots.kind, 'ballot')));
}
