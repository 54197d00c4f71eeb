import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import type { Ask } from './asks.ts';
import { bySlot } from './ballot-counts.ts';
import { ballotCounts, isAboutPair, shortNames, voteCounts } from './counting.ts';
import { publicModel } from './public-model.ts';

/** The votes on one closed ballot of two answers, added up. It holds nothing about a single person. */
export interface AgreementBallot {
  askId: string;
  effort: Ask['effort'];
  /** Its public name. */
  judgeModel: string;
  /** How many other candidates the pick's opponent was drawn from, and how likely this one was, 0–1. */
  others: number;
  probability: number;
  /** Whether the people are simulated. */
  simulated: boolean;
  /** Votes that count, by choice. */
  pick: number;
  opponent: number;
  tie: number;
  bothBad: number;
  /** People who voted in time, and have no vote that counts. */
  leftOut: number;
}

/** What figures about a server's agreement need. */
export interface AgreementVotes {
  ballots: readonly AgreementBallot[];
  /** People with a vote that counts on any of them. */
  voters: number;
}

/**
 * Votes are added up by ballot before anything is joined, so memory grows with the ballots.
 *
 * @returns the votes on a server's ballots of two answers that closed at or after `since`, a row for each
 *   ballot with any vote. Ballots are selected whole, by their closing time. A window over single votes
 *   would, queried again and again, show which vote has just left it. Whoever voted in time has one `current`
 *   vote. Rows are in the order of the asks' ids.
 * @param judge only asks judged by this model. null: all.
 */
export async function votesForAgreement(
  db: Db,
  guildId: string,
  since: Date,
  judge: string | null = null,
): Promise<AgreementVotes> {
  const judgeModel = publicModel(sql`a.settings ->> 'judgeModel'`);
  const sum = (of: SQL) => sql`coalesce(sum(${of}) filter (where v.counts and ${ballotCounts(shortNames)}), 0)::int`;
  const rows = await db.execute<AgreementBallot & { voters: number } & Record<string, unknown>>(sql`
    with selected as not materialized (
      select b.id, ${ballotCounts(shortNames)} as counts from ballots b join asks a on a.id = b.ask_id
      where a.guild_id = ${guildId} and b.closed_at >= ${since.toISOString()}::timestamptz and ${isAboutPair(shortNames)}
        and ${judge === null ? sql`true` : sql`${judgeModel} = ${publicModel(sql`${judge}::text`)}`}),
    added as (
      select v.ballot_id, ${voteCounts(shortNames)} as counts, array[${bySlot}] as slots, count(v.slot) as sided,
        count(*) filter (where v.choice = 'tie') as tie, count(*) filter (where v.choice = 'both_bad') as bad,
        count(*) as votes, count(*) filter (where v.current) as people
      from votes v where v.ballot_id in (select id from selected) group by 1, 2)
    select a.id as "askId", a.effort, ${judgeModel} as "judgeModel",
      greatest(1, coalesce(cardinality(a.standings), a.n) - 1) as others, b.opponent_probability as probability,
      coalesce((a.settings ->> 'simulated')::boolean, false) as simulated,
      ${sum(sql`v.slots[a.pick + 1]`)} as pick, ${sum(sql`v.sided - v.slots[a.pick + 1]`)} as opponent,
      ${sum(sql`v.tie`)} as tie, ${sum(sql`v.bad`)} as "bothBad",
      sum(v.people)::int - ${sum(sql`v.votes`)} as "leftOut",
      (select count(*)::int from (
        select from votes v where ${voteCounts(shortNames)} and v.ballot_id in (select id from selected where counts)
        group by v.voter_hash) people) as voters
    from added v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id
    group by a.id, b.id order by a.id`);
  return { ballots: rows.map(({ voters: _, ...ballot }) => ballot), voters: rows[0]?.voters ?? 0 };
}
