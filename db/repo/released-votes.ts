import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { votes } from '../schema/votes.ts';
import { ballotIsClosed } from './counting.ts';
import { isAmongOptedIn, mayLeave } from './research-scope.ts';

/** The least number of people in a group of votes. */
export const SMALLEST_GROUP = 5;

const everything = { guildId: null, since: null, until: null };

/**
 * Decides, once for each ballot that has closed, which of its votes may be exported row by row.
 *
 * - Only votes of people who take part in research now. Votes of people who join later would be revealed by
 *   being new in the next export.
 * - Never the asker's own votes, and never late ones.
 * - In random groups of at least `SMALLEST_GROUP` people.
 * - Of the voters in the public tally either nobody is missing, or at least `SMALLEST_GROUP` people are. When
 *   fewer would be, for example only the asker, more are left out at random.
 *
 * @param guildId null: every server.
 */
export async function releaseVotes(tx: Db, guildId: string | null, now: Date): Promise<void> {
  const least = sql.raw(String(SMALLEST_GROUP));
  await tx.execute(sql`
    with undecided as (
      update ballots set released_at = ${now.toISOString()}::timestamptz from asks
      where asks.id = ballots.ask_id and ballots.released_at is null
        and ${ballotIsClosed()} and (${guildId}::text is null or asks.guild_id = ${guildId}::text)
      returning ballots.id, ballots.ask_id, ballots.closed_with),
    eligible as (
      select votes.id, votes.ballot_id, votes.voter_hash
      from undecided join asks on asks.id = undecided.ask_id join votes on votes.ballot_id = undecided.id
      where ${mayLeave(everything)} and ${isAmongOptedIn(votes.voterHash)}
        and votes.voter_hash <> asks.asker_hash and not ('late' = any(votes.flags))),
    voters as (
      select ballot_id, voter_hash, row_number() over (partition by ballot_id order by random()) - 1 as place,
        count(*) over (partition by ballot_id) as people
      from (select distinct ballot_id, voter_hash from eligible) people),
    tallies as (
      select undecided.id as ballot_id, greatest(undecided.closed_with, count(*) filter (where votes.current)) as people
      from undecided join votes on votes.ballot_id = undecided.id group by undecided.id, undecided.closed_with),
    released as (
      select voters.ballot_id, voters.voter_hash, voters.place, voters.people - case
        when tallies.people - voters.people between 1 and ${least} - 1 then ${least} - (tallies.people - voters.people) else 0 end as people
      from voters join tallies using (ballot_id)),
    groups as (
      select ballot_id, voter_hash, least(place / ${least}, people / ${least} - 1) as number
      from released where people >= ${least} and place < people)
    insert into released_votes (vote_id, ballot_id, number, size)
    select eligible.id, eligible.ballot_id, groups.number, count(*) over (partition by eligible.ballot_id, groups.number)
    from eligible join groups using (ballot_id, voter_hash)`);
}

/**
 * SQL: the ids of released votes whose group is complete. A group is complete when all its votes still exist
 * and all its voters take part now.
 *
 * @param which a condition on `ballots`.
 */
export const wholeGroups = (which: SQL): SQL => sql`(
  select r.vote_id from released_votes r join (
    select released_votes.ballot_id, released_votes.number
    from released_votes join votes on votes.id = released_votes.vote_id join ballots on ballots.id = released_votes.ballot_id
    where ${isAmongOptedIn(votes.voterHash)} and ${which}
    group by 1, 2 having count(*) = max(released_votes.size)) g using (ballot_id, number))`;

/**
 * Dissolves for good the groups on these ballots that may not be exported now. A person who joins again must
 * not make them exportable later.
 *
 * @param which a condition on `ballots`.
 */
export async function breakGroups(tx: Db, which: SQL): Promise<void> {
  const allowed = sql`ballots.ask_id in (select asks.id from asks where ${mayLeave(everything)})`;
  await tx.execute(sql`
    delete from released_votes using ballots
    where ballots.id = released_votes.ballot_id and ${which} and not exists (
      select from ${wholeGroups(sql`${which} and ${allowed}`)} w where w.vote_id = released_votes.vote_id)`);
}
