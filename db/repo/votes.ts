import { randomBytes } from 'node:crypto';
import { and, count, eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { votes } from '../schema/votes.ts';
import { isSettled } from './counting.ts';
import { publicModel } from './public-model.ts';

/** One vote, with its reason decrypted. */
export type Vote = typeof votes.$inferSelect;
/** The columns of a new vote. Those with a default may be absent. */
export type NewVote = typeof votes.$inferInsert;

/** Whether a person has voted on a ballot. */
export const hasVoted = async (db: Db, ballotId: string, voterHash: string): Promise<boolean> =>
  (await db.$count(votes, and(eq(votes.ballotId, ballotId), eq(votes.voterHash, voterHash)))) > 0;

/** A vote as first written. Its reasons come later. */
export type CastVote = Required<Omit<NewVote, 'id' | 'reasons' | 'reasonText'>>;

/**
 * Appends votes to the history, and marks those that they replace as no longer current. The statements are
 * pipelined, and the connection keeps their order. All rows are one JSON parameter: a statement with a dozen
 * parameters per vote took longer than the insert itself.
 *
 * @param replaced ids of the votes that are replaced.
 */
export async function insertVotes(tx: Db, added: readonly CastVote[], replaced: readonly string[]): Promise<void> {
  // All at once: a call for each took a twentieth of the bot's time on a vote.
  const random = randomBytes(16 * added.length);
  const rows = JSON.stringify(added.map((vote, i) => ({ id: v7({ random: random.subarray(16 * i) }), ...vote })));
  await Promise.all([
    replaced.length > 0
      ? tx.execute(sql`update votes set current = false where id = any(${sql.param([...replaced])}::uuid[])`)
      : undefined,
    added.length > 0
      ? tx.execute(sql`
          insert into votes (id, ballot_id, interaction_id, voter_hash, choice, slot, position, blind, flags, current, created_at)
          select id, "ballotId", "interactionId", "voterHash", choice, slot, position, blind, flags, current, "createdAt"
          from json_to_recordset(${rows}::json) as v(
            id uuid, "ballotId" uuid, "interactionId" text, "voterHash" text, choice text, slot int, position int, blind boolean,
            flags text[], current boolean, "createdAt" timestamptz)`)
      : undefined,
  ]);
}

/**
 * Stores a voter's reasons with their current vote.
 *
 * @returns false when they have none on this ballot in this channel, or its texts have been emptied.
 */
export async function setReason(
  db: Db,
  voter: { ballotId: string; voterHash: string; channelId: string },
  reasons: string[],
  reasonText: string | null,
): Promise<boolean> {
  const here = sql`exists (
    select 1 from ${ballots} join ${asks} on ${asks.id} = ${ballots.askId}
    where ${ballots.id} = ${votes.ballotId} and ${asks.channelId} = ${voter.channelId} and ${asks.purgedAt} is null)`;
  const rows = await db
    .update(votes)
    .set({ reasons, reasonText })
    .where(and(eq(votes.ballotId, voter.ballotId), eq(votes.voterHash, voter.voterHash), votes.current, here))
    .returning({ id: votes.id });
  return rows.length > 0;
}

/** How many current votes made one choice. */
export interface TallyRow {
  choice: Vote['choice'];
  slot: number | null;
  blind: boolean;
  votes: number;
}

/** Counts the current votes of a ballot by choice. */
export async function tallyOf(db: Db, ballotId: string): Promise<TallyRow[]> {
  return db
    .select({ choice: votes.choice, slot: votes.slot, blind: votes.blind, votes: count() })
    .from(votes)
    .where(and(eq(votes.ballotId, ballotId), votes.current))
    .groupBy(votes.choice, votes.slot, votes.blind);
}

const judgeModel = publicModel(sql`${asks.settings}->>'judgeModel'`);

/**
 * @returns the public names of up to `limit` judges of a server's settled asks, the most recently used
 *   first.
 */
export async function judgesOf(db: Db, guildId: string, limit: number): Promise<string[]> {
  const rows = await db
    .select({ judge: judgeModel })
    .from(asks)
    .where(and(eq(asks.guildId, guildId), isSettled()))
    .groupBy(judgeModel)
    .orderBy(sql`max(${asks.createdAt}) desc`)
    .limit(limit);
  return rows.map(({ judge }) => judge);
}
