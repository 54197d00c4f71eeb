import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { columnsOf } from '../schema/columns.ts';
import { votes } from '../schema/votes.ts';
import { ballotIsClosed, isAboutPair, isCounted, opponentOf, shortNames } from './counting.ts';
import { publicModel } from './public-model.ts';
import { optedIn } from './research-scope.ts';

/** The votes on a pair, by what they say of the judge's pick. */
export interface PairVotes {
  pick: number;
  opponent: number;
  tie: number;
  bothBad: number;
}

/** A closed ballot of two answers with its votes. It holds no text and nothing about a single person. */
export interface PairBallot {
  askId: string;
  channelId: string;
  ageRestricted: boolean;
  simulated: boolean;
  createdAt: Date;
  /** Slots. */
  pick: number;
  opponent: number;
  /** The judge's probability that people prefer the pick to the opponent, 0–1. null in old asks. */
  stated: number | null;
  /** The votes that count. */
  counted: PairVotes;
  /** The tally in the channel: the current votes, counted or not. */
  tally: PairVotes;
  /** People of whom the tally holds something else than what counts, or whose vote was deleted since. */
  apart: number;
}

/** Which ballots. Only those of one server, and never of private asks. */
export interface PairScope {
  guildId: string;
  /** Asked at or after this time. */
  since: Date;
  /** Only asks judged by this model, by its name in settings or in public. null: all. */
  judge: string | null;
}

/** SQL: counts votes `v` by what they say of the pick of `b`, as one JSON object. */
const countedBy = (which: SQL): SQL => sql`json_build_object(
  'pick', count(*) filter (where ${which} and v.choice = 'candidate' and v.slot = b.pick),
  'opponent', count(*) filter (where ${which} and v.choice = 'candidate' and v.slot <> b.pick),
  'tie', count(*) filter (where ${which} and v.choice = 'tie'),
  'bothBad', count(*) filter (where ${which} and v.choice = 'both_bad'))`;

/** SQL: a closed ballot of two answers whose ask anybody could see. `which` is a condition on `a`. */
const pairBallots = (which: SQL, limit: number): SQL => sql`
  select a.id, a.channel_id, a.settings, a.created_at, a.pick, a.p_beats, a.seed_is_public,
    b.id as ballot_id, b.kind, b.closed_at, b.closed_with, b.created_at as opened_at,
    ${opponentOf(shortNames)} as opponent
  from asks a join ballots b on b.ask_id = a.id
  where ${ballotIsClosed(shortNames)} and ${isAboutPair(shortNames)} and a.pick = any(b.shown) and not a.private and ${which}
  order by a.created_at desc limit ${limit}`;

/**
 * SQL: the votes of one ballot `b`. Whoever has a vote that counts has a current one too, and the current
 * ones have an index by ballot. Of each such person, the index by voter and time leads to all votes that they
 * cast while the ballot was open. So the cost grows with the ballots, not with all votes there are.
 * `offset 0` keeps PostgreSQL from going the other way round.
 */
const votesOfBallot = sql`
  votes c cross join lateral (
    select * from votes v where v.voter_hash = c.voter_hash and v.ballot_id = c.ballot_id
      and v.created_at between b.opened_at - interval '1 day' and b.closed_at + interval '1 day' offset 0) v
  where c.ballot_id = b.ballot_id and c.current`;

const counts = isCounted({ votes: 'v', ballots: 'b', asks: 'b' });

async function read(db: Db, which: SQL, limit: number): Promise<PairBallot[]> {
  const rows = await db.execute(sql`
    select b.id as "askId", b.channel_id as "channelId", b.pick, b.opponent, b.p_beats[b.opponent + 1] as stated,
      coalesce((b.settings ->> 'ageRestricted')::boolean, false) as "ageRestricted",
      coalesce((b.settings ->> 'simulated')::boolean, false) as simulated,
      b.created_at as "createdAt", n.counted, n.tally,
      (n.apart + greatest(0, coalesce(b.closed_with, 0) - n.voted))::int as apart
    from (${pairBallots(which, limit)}) b cross join lateral (
      select ${countedBy(counts)} as counted, ${countedBy(sql`v.current`)} as tally,
        count(*) filter (where v.current and not ${counts}) as apart, count(*) filter (where v.current) as voted
      from ${votesOfBallot}) n`);
  return (rows as unknown as (Omit<PairBallot, 'createdAt'> & { createdAt: string | Date })[]).map((row) => ({
    ...row,
    createdAt: new Date(row.createdAt),
  }));
}

/** @returns the closed ballots of the newest asks of a scope with their votes, at most `limit`. */
export const newestPairBallots = (db: Db, { guildId, since, judge }: PairScope, limit: number): Promise<PairBallot[]> =>
  read(
    db,
    sql`a.guild_id = ${guildId} and a.created_at >= ${since.toISOString()}::timestamptz
      and (${judge}::text is null or ${publicModel(sql`a.settings ->> 'judgeModel'`)} = ${publicModel(sql`${judge}::text`)})`,
    limit,
  );

/**
 * @returns the ballot of one ask of this server, or null when there is none, it is open, the ask is private,
 *   or it is about more than two answers.
 */
export async function pairBallotOf(db: Db, guildId: string, askId: string): Promise<PairBallot | null> {
  return (await read(db, sql`a.guild_id = ${guildId} and a.id = ${askId}::uuid`, 1))[0] ?? null;
}

/** @returns the questions of these asks by id. A text that cannot be decrypted is replaced. */
export async function questionsOf(db: Db, askIds: readonly string[]): Promise<Map<string, string>> {
  if (askIds.length === 0) return new Map();
  const rows = await db
    .select({ id: asks.id, prompt: columnsOf(asks, 'legible').prompt })
    .from(asks)
    .where(inArray(asks.id, [...askIds]));
  return new Map(rows.map(({ id, prompt }) => [id, prompt]));
}

/** What a voter said about a vote that counts. Nothing tells who it was or when. */
export interface VoteReason {
  /** The slot that they chose. null: a tie, or both bad. */
  slot: number | null;
  reasons: string[];
  /** null when they wrote none, it is no longer kept, or they take no part in research. */
  words: string | null;
}

/**
 * @returns the reasons given with the votes that count on an ask, in an order that follows no time. The
 *   voters' own words are read only of people who take part in research: nobody else agreed that they are
 *   shown one by one.
 */
export async function reasonsOf(db: Db, askId: string): Promise<VoteReason[]> {
  const { reasonText } = columnsOf(votes, 'legible');
  const rows = await db
    .select({ slot: votes.slot, reasons: votes.reasons, words: reasonText, shown: optedIn(votes.voterHash) })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(and(eq(asks.id, askId), eq(asks.private, false), isCounted(), isAboutPair()))
    .orderBy(sql`md5(${votes.id}::text)`);
  return rows.map(({ shown, words, ...row }) => ({ ...row, words: shown ? words : null }));
}
