import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { votes } from '../schema/votes.ts';
import { ballotIsClosed } from './counting.ts';
import { isAmongOptedIn, mayLeave } from './research-scope.ts';

/** The least number of people in a group of votes. */
export const SMALLEST_GROUP = 5;

/** From so many new rows on, PostgreSQL's statistics of the table mislead the statements that follow. */
const MANY = 1000;

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
 * Each vote is read once and joined with nothing of its size: PostgreSQL expects two rows of such conditions,
 * and would compare all votes with all votes.
 *
 * @param guildId null: every server.
 */
export async function releaseVotes(tx: Db, guildId: string | null, now: Date): Promise<void> {
  const least = sql.raw(String(SMALLEST_GROUP));
  const { count } = await tx.execute(sql`
    with undecided as (
      update ballots set released_at = ${now.toISOString()}::timestamptz from asks
      where asks.id = ballots.ask_id and ballots.released_at is null
        and ${ballotIsClosed()} and (${guildId}::text is null or asks.guild_id = ${guildId}::text)
      returning ballots.id, ballots.ask_id, ballots.closed_with),
    ballots_of as (
      select undecided.id, undecided.closed_with, asks.asker_hash, ${mayLeave(everything)} as may_leave
      from undecided join asks on asks.id = undecided.ask_id),
    people as (
      select votes.ballot_id, votes.voter_hash, max(b.closed_with) as closed_with,
        count(*) filter (where votes.current) as current_votes,
        array_agg(votes.id) filter (where b.may_leave and ${isAmongOptedIn(votes.voterHash)}
          and votes.voter_hash <> b.asker_hash and not ('late' = any(votes.flags))) as eligible
      from ballots_of b join votes on votes.ballot_id = b.id group by votes.ballot_id, votes.voter_hash),
    voters as (
      select ballot_id, eligible, count(eligible) over ballot as people,
        row_number() over (partition by ballot_id, eligible is null order by random()) - 1 as place,
        greatest(max(closed_with) over ballot, (sum(current_votes) over ballot)::bigint) as tally
      from people window ballot as (partition by ballot_id)),
    released as (
      select ballot_id, eligible, place, people - case
        when tally - people between 1 and ${least} - 1 then ${least} - (tally - people) else 0 end as people
      from voters where eligible is not null),
    groups as (
      select ballot_id, eligible, least(place / ${least}, people / ${least} - 1) as number
      from released where people >= ${least} and place < people)
    insert into released_votes (vote_id, ballot_id, number, size)
    select unnest(eligible), ballot_id, number, sum(cardinality(eligible)) over (partition by ballot_id, number)
    from groups`);
  if (count >= MANY) await tx.execute(sql`analyze released_votes`);
}

/**
 * SQL: the released votes whose group is complete, with their asks. A group is complete when all its votes
 * still exist and all its voters take part now.
 *
 * @param which a condition on `ballots`.
 */
export const wholeGroups = (which: SQL): SQL => sql`(
  select g.vote_id, g.ask_id from (
    select released_votes.vote_id, ballots.ask_id, released_votes.size,
      count(*) over (partition by released_votes.ballot_id, released_votes.number) as here
    from released_votes join votes on votes.id = released_votes.vote_id join ballots on ballots.id = released_votes.ballot_id
    where ${isAmongOptedIn(votes.voterHash)} and ${which}) g where g.here = g.size)`;

/**
 * Dissolves for good the groups on these ballots that may not be exported now. A person who joins again must
 * not make them exportable later.
 *
 * @param which a condition on `ballots`.
 */
export async function breakGroups(tx: Db, which: SQL): Promise<void> {
  await tx.execute(sql`
    with allowed as materialized (select asks.id from asks where ${mayLeave(everything)}),
    looked_at as materialized (
      select ballots.id, ballots.ask_id in (select id from allowed) as may_leave from ballots where ${which}),
    broken as (
      select released_votes.ballot_id, released_votes.number
      from looked_at b join released_votes on released_votes.ballot_id = b.id
        left join votes on votes.id = released_votes.vote_id
      group by 1, 2
      having not bool_and(b.may_leave) or max(released_votes.size) <> count(*) filter (where ${isAmongOptedIn(votes.voterHash)}))
    delete from released_votes using broken
    where released_votes.ballot_id = broken.ballot_id and released_votes.number = broken.number`);
}
