import { sql } from 'drizzle-orm';
import { DAY_MS } from '../../src/terms.ts';
import type { Db } from '../client.ts';
import type { Ask } from './asks.ts';
import type { Ballot } from './ballots.ts';
import { peekCode } from './peeks.ts';
import type { Vote } from './votes.ts';

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
  const [places, circumstances] = await Promise.all([readShown(tx, ballotIds), readCircumstances(tx, visits, now)]);
  return visits.map(({ ballotId }, i) => {
    const [place, at] = [places.get(ballotId), circumstances[i]];
    return place && at ? { ...place, ...at } : null;
  });
}

type Shown = Pick<VotingPlace, 'ballot' | 'ask' | 'readingLength' | 'whyAllowed'>;
type Circumstances = Omit<VotingPlace, keyof Shown>;

/** Columns as they come from the driver, which leaves times as text. */
type Raw<Row> = {
  [Name in keyof Row]: Row[Name] extends Date ? string : Row[Name] extends Date | null ? string | null : Row[Name];
};
type RawShown = Raw<Ballot & VotedAsk> & Pick<Shown, 'readingLength' | 'whyAllowed'>;

/**
 * Reads ballots with their asks, and locks the ballots. The text is written out, because drizzle's builder
 * put it together anew for every batch, which took a quarter of the bot's time on a vote.
 */
async function readShown(tx: Db, ballotIds: readonly string[]): Promise<Map<string, Shown>> {
  const rows = await tx.execute<RawShown & Record<string, unknown>>(sql`
    select ballots.id, ask_id as "askId", kind, shown, opponent_policy as "opponentPolicy",
      opponent_probability as "opponentProbability", closes_at as "closesAt", closes_at_votes as "closesAtVotes",
      ballots.closed_at as "closedAt", closed_with as "closedWith", closed_by as "closedBy",
      announced_at as "announcedAt", released_at as "releasedAt", ballots.created_at as "createdAt",
      channel_id as "channelId", hidden_at as "hiddenAt", private, asker_hash as "askerHash", seed,
      seed_is_public as "seedIsPublic", pick, p_best as "pBest", settings,
      (select coalesce(sum(coalesce(characters, char_length(text))), 0)::int from candidates
        where candidates.ask_id = asks.id and slot = any(shown)) as "readingLength",
      (guild_id is not null and coalesce((
        select members_may_see_why from guild_settings where guild_settings.guild_id = asks.guild_id), true)) as "whyAllowed"
    from ballots join asks on asks.id = ballots.ask_id
    where ballots.id = any(${sql.param(ballotIds)}::uuid[])
    for share of ballots`);
  return new Map(rows.map((row) => [row.id, shownOf(row)]));
}

function shownOf(row: RawShown): Shown {
  const { readingLength, whyAllowed, channelId, hiddenAt, private: isPrivate, askerHash, ...rest } = row;
  const { seed, seedIsPublic, pick, pBest, settings, ...ballot } = rest;
  return {
    ballot: {
      ...ballot,
      closesAt: new Date(ballot.closesAt),
      closedAt: dateOf(ballot.closedAt),
      announcedAt: dateOf(ballot.announcedAt),
      releasedAt: dateOf(ballot.releasedAt),
      createdAt: new Date(ballot.createdAt),
    },
    ask: {
      ...{ channelId, hiddenAt: dateOf(hiddenAt), private: isPrivate, askerHash },
      ...{ seed, seedIsPublic, pick, pBest, settings },
    },
    readingLength,
    whyAllowed,
  };
}

const dateOf = (time: string | null): Date | null => (time === null ? null : new Date(time));

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
      (select count(*) > 0 from peeks
        where ballot_id = v.ballot_id and voter_hash in (v.voter_hash, ${peekCode(sql`ballots.ask_id`, sql`v.voter_hash`)})) as "seen",
      (select count(*)::int from votes
        where voter_hash = v.voter_hash and current and created_at > ${new Date(now.getTime() - DAY_MS).toISOString()}) as "votesToday",
      array(select other.position from votes other join ballots on ballots.id = other.ballot_id
        where other.voter_hash = v.voter_hash and other.ballot_id <> v.ballot_id
          and other.current and other.position is not null and ballots.kind = 'duel'
        order by other.created_at desc limit ${LOOK_BACK}) as "recentPositions",
      (select count(*) > 0 from asks join blocks on blocks.guild_id = asks.guild_id
        where asks.id = ballots.ask_id and blocks.person_hash = v.voter_hash) as "blocked"
    from unnest(
      ${column(({ ballotId }) => ballotId)}::uuid[],
      ${column(({ voterHash }) => voterHash)}::text[],
      ${column(({ interactionId }) => interactionId)}::text[]
    ) with ordinality as v(ballot_id, voter_hash, interaction_id, number)
    left join ballots on ballots.id = v.ballot_id
    order by v.number`);
  return [...rows];
}
