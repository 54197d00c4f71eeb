import { and, count, eq, gt, gte, inArray, ne, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { blocks } from '../schema/reports.ts';
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
  /** The server's moderators let this person vote no more. */
  blocked: boolean;
}

export interface Visit {
  ballotId: string;
  voterHash: string;
  interactionId: string;
}

/**
 * All that votes need to know, for many at once: the queries go out together, and their number does not grow with the votes. Keeps the ballots
 * from being closed until the transaction ends. null: no such ballot.
 */
export async function readVotingPlaces(tx: Db, visits: readonly Visit[], now: Date): Promise<(VotingPlace | null)[]> {
  const ballotIds = [...new Set(visits.map(({ ballotId }) => ballotId))];
  const voters = [...new Set(visits.map(({ voterHash }) => voterHash))];
  const mine = and(inArray(votes.ballotId, ballotIds), inArray(votes.voterHash, voters));
  const [places, currents, agains, seens, todays, positions, blockeds] = await Promise.all([
    tx
      .select({
        ballot: ballots,
        ask: asks,
        readingLength: sql<number>`(
          select coalesce(sum(coalesce(${candidates.characters}, char_length(${candidates.text}))), 0)::int from ${candidates}
          where ${candidates.askId} = ${asks.id} and ${candidates.slot} = any(${ballots.shown}))`,
      })
      .from(ballots)
      .innerJoin(asks, eq(asks.id, ballots.askId))
      .where(inArray(ballots.id, ballotIds))
      .for('share', { of: ballots }),
    tx.select().from(votes).where(and(mine, votes.current)),
    tx
      .select()
      .from(votes)
      .where(
        inArray(
          votes.interactionId,
          visits.map(({ interactionId }) => interactionId),
        ),
      ),
    tx
      .select({ ballotId: peeks.ballotId, voterHash: peeks.voterHash })
      .from(peeks)
      .where(and(inArray(peeks.ballotId, ballotIds), inArray(peeks.voterHash, voters))),
    tx
      .select({ voterHash: votes.voterHash, votes: count() })
      .from(votes)
      .where(and(inArray(votes.voterHash, voters), votes.current, gt(votes.createdAt, new Date(now.getTime() - DAY))))
      .groupBy(votes.voterHash),
    recentPositionsOf(tx, voters),
    tx
      .select({ ballotId: ballots.id, voterHash: blocks.personHash })
      .from(blocks)
      .innerJoin(asks, eq(asks.guildId, blocks.guildId))
      .innerJoin(ballots, eq(ballots.askId, asks.id))
      .where(and(inArray(blocks.personHash, voters), inArray(ballots.id, ballotIds))),
  ]);
  const key = (row: { ballotId: string; voterHash: string }) => `${row.ballotId} ${row.voterHash}`;
  const byBallot = new Map(places.map((place) => [place.ballot.id, place]));
  const byVoter = new Map(currents.map((vote) => [key(vote), vote]));
  const byInteraction = new Map(agains.map((vote) => [vote.interactionId, vote]));
  const seen = new Set(seens.map(key));
  const blocked = new Set(blockeds.map(key));
  const today = new Map(todays.map((row) => [row.voterHash, row.votes]));
  return visits.map((visit) => {
    const place = byBallot.get(visit.ballotId);
    return place
      ? {
          ...place,
          before: byVoter.get(key(visit)) ?? null,
          again: byInteraction.get(visit.interactionId) ?? null,
          seen: seen.has(key(visit)),
          blocked: blocked.has(key(visit)),
          votesToday: today.get(visit.voterHash) ?? 0,
          recentPositions: (positions.get(visit.voterHash) ?? [])
            .filter((other) => other.ballotId !== visit.ballotId)
            .map(({ position }) => position),
        }
      : null;
  });
}

/** Places that these voters chose on their last duels, newest first. */
async function recentPositionsOf(tx: Db, voters: readonly string[]) {
  const rows = await tx.execute<{ voter_hash: string; ballot_id: string; position: number }>(sql`
    select v.voter_hash, v.ballot_id, v.position
    from unnest(${sql.param(voters)}::text[]) as who(voter_hash)
    cross join lateral (
      select votes.voter_hash, votes.ballot_id, votes.position, votes.created_at
      from votes join ballots on ballots.id = votes.ballot_id
      where votes.voter_hash = who.voter_hash and votes.current and votes.position is not null and ballots.kind = 'duel'
      order by votes.created_at desc limit ${LOOK_BACK}) v
    order by v.voter_hash, v.created_at desc`);
  const byVoter = new Map<string, { ballotId: string; position: number }[]>();
  for (const row of rows) {
    const list = byVoter.get(row.voter_hash) ?? [];
    list.push({ ballotId: row.ballot_id, position: row.position });
    byVoter.set(row.voter_hash, list);
  }
  return byVoter;
}

/** Adds votes to the history; those that they replace are current no more. The order of the two is kept by the connection. */
export async function insertVotes(tx: Db, added: readonly NewVote[], replaced: readonly string[]): Promise<void> {
  await Promise.all([
    replaced.length > 0
      ? tx
          .update(votes)
          .set({ current: false })
          .where(inArray(votes.id, [...replaced]))
      : undefined,
    added.length > 0 ? tx.insert(votes).values([...added]) : undefined,
  ]);
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

export async function insertPeeks(db: Db, seen: readonly { ballotId: string; voterHash: string }[]): Promise<void> {
  if (seen.length === 0) return;
  await db
    .insert(peeks)
    .values(seen.map(({ ballotId, voterHash }) => ({ ballotId, voterHash })))
    .onConflictDoNothing();
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
  effort: Ask['effort'];
  judgeModel: string;
  /** From a playground. */
  simulated: boolean;
}

const judgeModel = sql<string>`${asks.settings}->>'judgeModel'`;

/** Current votes on pairs of a server's asks since then, with what the judge picked; of one judge, if it is named. A choice among all candidates is no vote on a pair. */
export async function votesForAgreement(
  db: Db,
  guildId: string,
  since: Date,
  judge: string | null = null,
): Promise<AgreementRow[]> {
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
      effort: asks.effort,
      judgeModel,
      simulated: sql<boolean>`coalesce((${asks.settings} ->> 'simulated')::boolean, false)`,
    })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(
      and(
        eq(asks.guildId, guildId),
        gte(votes.createdAt, since),
        votes.current,
        ne(ballots.kind, 'ballot'),
        judge === null ? undefined : eq(judgeModel, judge),
      ),
    );
}

/** Judges of a server's asks, the one asked last first. */
export async function judgesOf(db: Db, guildId: string, limit: number): Promise<string[]> {
  const rows = await db
    .select({ judge: judgeModel })
    .from(asks)
    .where(eq(asks.guildId, guildId))
    .groupBy(judgeModel)
    .orderBy(sql`max(${asks.createdAt}) desc`)
    .limit(limit);
  return rows.map(({ judge }) => judge);
}
