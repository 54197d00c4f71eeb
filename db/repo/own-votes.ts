import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { ballotIsClosed, isAboutPair, isCounted, shortNames } from './counting.ts';

/** A person's own votes on closed ballots, added up. */
export interface OwnVotes {
  /** Ballots of two answers on which their first vote counts. */
  counted: number;
  /** Closed ballots on which they voted and none of their votes counts. */
  leftOut: number;
  ties: number;
  bothBad: number;
  /** Votes for one of two answers, and those for the judge's pick. */
  sided: number;
  withJudge: number;
  /** Of those, ballots where enough others voted and had a strict majority, and agreements with it. */
  majorities: number;
  withMajority: number;
}

/** How often a person chose a model's answer when it stood against another model's. */
export interface OwnModel {
  model: string;
  shown: number;
  chosen: number;
}

/**
 * Adds up a person's votes on closed ballots.
 * @param guildId null: on every server
 * @param others how many others must have voted on a ballot, so that their majority points at nobody
 */
export async function ownVotes(
  db: Db,
  { hash, guildId, others }: { hash: string; guildId: string | null; others: number },
): Promise<OwnVotes> {
  const counts = sql`${isCounted(shortNames)} and ${isAboutPair(shortNames)}`;
  const [row] = await db.execute<OwnVotes & Record<string, unknown>>(sql`
    with mine as (
      select b.id, a.pick, b.shown, bool_or(${counts}) as counted,
        max(v.choice) filter (where ${counts}) as choice, max(v.slot) filter (where ${counts}) as slot
      from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id
      where v.voter_hash = ${hash} and ${ballotIsClosed(shortNames)}
        and (${guildId}::text is null or a.guild_id = ${guildId}::text)
      group by b.id, a.pick, b.shown),
    theirs as (
      select m.id, count(*) as votes,
        count(*) filter (where v.choice = 'candidate' and v.slot = m.shown[1]) as one,
        count(*) filter (where v.choice = 'candidate' and v.slot = m.shown[2]) as other
      from mine m join votes v on v.ballot_id = m.id join ballots b on b.id = m.id join asks a on a.id = b.ask_id
      where m.choice = 'candidate' and v.voter_hash <> ${hash} and ${counts}
      group by m.id),
    majority as (
      select m.id, m.slot = case when t.one > t.other then m.shown[1] else m.shown[2] end as agrees
      from mine m join theirs t on t.id = m.id where t.votes >= ${others} and greatest(t.one, t.other) * 2 > t.votes)
    select count(*) filter (where counted)::int as counted, count(*) filter (where not counted)::int as "leftOut",
      count(*) filter (where choice = 'tie')::int as ties, count(*) filter (where choice = 'both_bad')::int as "bothBad",
      count(*) filter (where choice = 'candidate')::int as sided,
      count(*) filter (where choice = 'candidate' and slot = pick)::int as "withJudge",
      (select count(*)::int from majority) as majorities,
      (select count(*)::int from majority where agrees) as "withMajority"
    from mine`);
  return row ?? { counted: 0, leftOut: 0, ties: 0, bothBad: 0, sided: 0, withJudge: 0, majorities: 0, withMajority: 0 };
}

/** @returns the models among which a person's counted votes took a side. Duels of one model are left out. */
export async function ownModels(db: Db, hash: string, guildId: string | null): Promise<OwnModel[]> {
  const rows = await db.execute<OwnModel & Record<string, unknown>>(sql`
    select c.model, count(*)::int as shown, (count(*) filter (where c.slot = v.slot))::int as chosen
    from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id
    join candidates c on c.ask_id = b.ask_id and c.slot = any(b.shown)
    join candidates o on o.ask_id = b.ask_id and o.slot = any(b.shown) and o.slot <> c.slot and o.model <> c.model
    where v.voter_hash = ${hash} and v.choice = 'candidate' and ${isCounted(shortNames)} and ${isAboutPair(shortNames)}
      and (${guildId}::text is null or a.guild_id = ${guildId}::text)
    group by c.model order by c.model`);
  return [...rows];
}
