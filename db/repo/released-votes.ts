import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { votes } from '../schema/votes.ts';
import { ballotIsClosed } from './counting.ts';
import { isAmongOptedIn, mayLeave } from './research-scope.ts';

/** So many different people stand behind a group of votes at least. */
export const SMALLEST_GROUP = 5;

const everything = { guildId: null, since: null, until: null };

/**
 * Decides, once for each ballot that has closed, which of its votes may leave row by row: those of people who take part now, in groups drawn by lot. Who
 * takes part later is in none, or the next export would show by what it has more how they voted. The asker's own and late ones are never among them. Of the
 * voters in the tally below the question either nobody is missing, or `SMALLEST_GROUP` at least: some are left out by lot where fewer would be, as where
 * the asker alone is, whom everybody knows.
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
 * Ids of released votes, as a query: those of groups that are whole, all of whose votes are still there and by people who take part now.
 * `which`: a condition on the ballots.
 */
export const wholeGroups = (which: SQL): SQL => sql`(
  select r.vote_id from released_votes r join (
    select released_votes.ballot_id, released_votes.number
    from released_votes join votes on votes.id = released_votes.vote_id join ballots on ballots.id = released_votes.ballot_id
    where ${isAmongOptedIn(votes.voterHash)} and ${which}
    group by 1, 2 having count(*) = max(released_votes.size)) g using (ballot_id, number))`;

/** Breaks up for good the groups on these ballots that may not leave now: nobody's return makes them leave later. `which`: on ballots. */
export async function breakGroups(tx: Db, which: SQL): Promise<void> {
  const allowed = sql`ballots.ask_id in (select asks.id from asks where ${mayLeave(everything)})`;
  await tx.execute(sql`
    delete from released_votes using ballots
    where ballots.id = released_votes.ballot_id and ${which} and not exists (
      select from ${wholeGroups(sql`${which} and ${allowed}`)} w where w.vote_id = released_votes.vote_id)`);
}
