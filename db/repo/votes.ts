import { and, count, eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { DAY_MS } from '../../src/terms.ts';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { guildSettings } from '../schema/guild-settings.ts';
import { votes } from '../schema/votes.ts';
import type { Ask } from './asks.ts';
import type { Ballot } from './ballots.ts';
import { isSettled } from './counting.ts';
import { peekCode } from './peeks.ts';
import { publicModel } from './public-model.ts';

/** One vote, with its reason decrypted. */
export type Vote = typeof votes.$inferSelect;
/** The columns of a new vote. Those with a default may be absent. */
export type NewVote = typeof votes.$inferInsert;

/** How many earlier duels of a voter are read to detect one who always takes the same side. */
const LOOK_BACK = 32;

/**
 * The columns of an ask that a vote needs. Reading all columns, with the texts, took longer than writing the
 * votes.
 */
export type VotedAsk = Pick<
  Ask,
  'channelId' | 'hiddenAt' | 'private' | 'askerHash' | 'seed' | 'seedIsPublic' | 'pick' | 'pBest' | 'settings'
>;

/** Everything that decides what a vote is worth. */
export interface VotingPlace {
  ballot: Ballot;
  ask: VotedAsk;
  /** The voter's current vote on this ballot, and the vote that this same interaction has already made. */
  before: Pick<Vote, 'id' | 'choice' | 'slot' | 'position' | 'blind'> | null;
  again: Pick<Vote, 'blind'> | null;
  /** Whether the voter has been shown the pick. */
  seen: boolean;
  /** Characters of the answers that the ballot shows, together. */
  readingLength: number;
  /** How many current votes the voter has cast within 24 hours. */
  votesToday: number;
  /** Places that the voter chose on other duels, newest first; 0 is A. */
  recentPositions: number[];
  /** Whether the server's moderators have blocked this person. */
  blocked: boolean;
  /** Whether the server lets members read why, once they know the pick. */
  whyAllowed: boolean;
}

/** Who comes to which ballot, and by which interaction. */
export interface Visit {
  ballotId: string;
  voterHash: string;
  interactionId: string;
}

/**
 * Reads what many votes need to know, with two pipelined queries. Locks the ballots against closing until the
 * transaction ends.
 *
 * @returns one entry for each visit, in the same order; null when there is no such ballot.
 */
export async function readVotingPlaces(tx: Db, visits: readonly Visit[], now: Date): Promise<(VotingPlace | null)[]> {
  const ballotIds = [...new Set(visits.map(({ ballotId }) => ballotId))];
  const { channelId, hiddenAt, private: isPrivate, askerHash, seed, seedIsPublic, pick, pBest, settings } = asks;
  const [places, circumstances] = await Promise.all([
    tx
      .select({
        ballot: ballots,
        ask: { channelId, hiddenAt, private: isPrivate, askerHash, seed, seedIsPublic, pick, pBest, settings },
        readingLength: sql<number>`(
          select coalesce(sum(coalesce(${candidates.characters}, char_length(${candidates.text}))), 0)::int from ${candidates}
          where ${candidates.askId} = ${asks.id} and ${candidates.slot} = any(${ballots.shown}))`,
        whyAllowed: sql<boolean>`(${asks.guildId} is not null and coalesce((
          select ${guildSettings.membersMaySeeWhy} from ${guildSettings} where ${guildSettings.guildId} = ${asks.guildId}), true))`,
      })
      .from(ballots)
      .innerJoin(asks, eq(asks.id, ballots.askId))
      .where(sql`${ballots.id} = any(${sql.param(ballotIds)}::uuid[])`)
      .for('share', { of: ballots }),
    readCircumstances(tx, visits, now),
  ]);
  const byBallot = new Map(places.map((place) => [place.ballot.id, place]));
  return visits.map(({ ballotId }, i) => {
    const [place, at] = [byBallot.get(ballotId), circumstances[i]];
    return place && at ? { ...place, ...at } : null;
  });
}

type Circumstances = Omit<VotingPlace, 'ballot' | 'ask' | 'readingLength' | 'whyAllowed'>;

/**
 * Reads what each voter did before, in the order of the visits. Uses count(*) > 0: on small tables PostgreSQL
 * plans `exists` as a full scan of peeks and keeps that plan.
 */
async function readCircumstances(tx: Db, visits: readonly Visit[], now: Date): Promise<Circumstances[]> {
  const column = (of: (visit: Visit) => string) => sql.param(visits.map(of));
  const rows = await tx.execute<Circumstances & Record<string, unknown>>(sql`
    select
      (select json_build_object('id', id, 'choice', choice, 'slot', slot, 'position', position, 'blind', blind)
        from votes where ballot_id = v.ballot_id and voter_hash = v.voter_hash and current) as "before",
      (select json_build_object('blind', blind) from votes where interaction_id = v.interaction_id) as "again",
      (select count(*) > 0 from peeks where ballot_id = v.ballot_id and voter_hash in (v.voter_hash, ${peekCode(sql`(select ask_id from ballots where id = v.ballot_id)`, sql`v.voter_hash`)})) as "seen",
      (select count(*)::int from votes
        where voter_hash = v.voter_hash and current and created_at > ${new Date(now.getTime() - DAY_MS).toISOString()}) as "votesToday",
      array(select other.position from votes other join ballots on ballots.id = other.ballot_id
        where other.voter_hash = v.voter_hash and other.ballot_id <> v.ballot_id
          and other.current and other.position is not null and ballots.kind = 'duel'
        order by other.created_at desc limit ${LOOK_BACK}) as "recentPositions",
      (select count(*) > 0 from ballots join asks on asks.id = ballots.ask_id join blocks on blocks.guild_id = asks.guild_id
        where ballots.id = v.ballot_id and blocks.person_hash = v.voter_hash) as "blocked"
    from unnest(
      ${column(({ ballotId }) => ballotId)}::uuid[],
      ${column(({ voterHash }) => voterHash)}::text[],
      ${column(({ interactionId }) => interactionId)}::text[]
    ) with ordinality as v(ballot_id, voter_hash, interaction_id, number)
    order by v.number`);
  return [...rows];
}

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
  const rows = JSON.stringify(added.map((vote) => ({ id: v7(), ...vote })));
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
