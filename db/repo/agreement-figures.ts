import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { ballotIsClosed, fateOf, isAboutPair, isCounted, isSettled, shortNames } from './counting.ts';

/** What a report is about; null: from the beginning, every server. */
export interface ReportScope {
  since: Date | null;
  guildId: string | null;
}

/** Σ over clusters, as `agreement/clustered-share.ts` wants it: hits and trials of each ask. */
export interface ShareSums {
  clusters: number;
  hits: number;
  trials: number;
  hitsSquared: number;
  hitsTrials: number;
  trialsSquared: number;
}

export interface VoteGroup {
  /** What it was grouped by; `all` stands alone. */
  by: 'all' | 'effort' | 'judge' | 'model' | 'week';
  name: string;
  /** Ballots with at least one vote that counts. */
  questions: number;
  votes: number;
  ties: number;
  bothBad: number;
  /** Votes that took a side: for the pick. */
  withJudge: ShareSums;
  /** Majorities that took a side: for the pick. */
  majorityWithJudge: ShareSums;
  /** Pairs of people on one ballot: the same choice. */
  amongPeople: ShareSums;
  /** Votes for one of two answers on a duel: for the one shown first; and for the longer one, where one is. */
  firstSlot: ShareSums;
  longer: ShareSums;
  /** Votes, weighted by one over the probability of the pick's opponent: for the pick, a tie half. Both bad is left out. */
  winRate: ShareSums;
}

export interface CalibrationBin {
  /** 0–9: the judge's probability from bin/10 to (bin + 1)/10. */
  bin: number;
  /** Mean probability of the votes in it. */
  confidence: number;
  /** Σ over votes of (probability − outcome)². */
  squaredError: number;
  withJudge: ShareSums;
}

export interface JudgeGroup {
  /** '' stands for all judges together. */
  judge: string;
  calls: number;
  invalid: ShareSums;
  forced: ShareSums;
  /** Valid verdicts: for the one shown first; and for the longer one, where one is. */
  firstSlot: ShareSums;
  longer: ShareSums;
  /** Pairs with a valid verdict in both orders: the first two name different candidates. */
  flips: ShareSums;
}

const shareSums = (hits: SQL, trials: SQL) => sql`jsonb_build_object(
  'clusters', count(*) filter (where ${trials} > 0),
  'hits', coalesce(sum(${hits}), 0), 'trials', coalesce(sum(${trials}), 0),
  'hitsSquared', coalesce(sum((${hits})::float8 ^ 2), 0), 'hitsTrials', coalesce(sum((${hits})::float8 * (${trials})), 0),
  'trialsSquared', coalesce(sum((${trials})::float8 ^ 2), 0))`;

/** Asks of the scope, under the alias `a`. */
const asksIn = ({ since, guildId }: ReportScope) => sql`
  (${since?.toISOString() ?? null}::timestamptz is null or a.created_at >= ${since?.toISOString() ?? null}::timestamptz)
  and (${guildId}::text is null or a.guild_id = ${guildId}::text)`;

/** Characters of a candidate, which its ciphertext does not tell. */
const lengthOf = (candidate: SQL) => sql`coalesce(${candidate}.characters, char_length(${candidate}.text))`;

/** One row a closed ballot with votes that count, by what was chosen: all that the figures need, and nothing of any one person. */
const perBallot = (scope: ReportScope) => sql`per_vote as (
  select a.id as ask, b.shown, b.opponent_probability as probability, a.effort, a.settings->>'judgeModel' as judge, p.model,
    to_char(date_trunc('week', b.created_at at time zone 'UTC'), 'YYYY-MM-DD') as week,
    a.p_best[a.pick + 1] / nullif(a.p_best[a.pick + 1] + a.p_best[(case when b.shown[1] = a.pick then b.shown[2] else b.shown[1] end) + 1], 0) as confidence,
    count(*) filter (where v.choice = 'candidate' and v.slot = a.pick) as pick,
    count(*) filter (where v.choice = 'candidate' and v.slot <> a.pick) as opponent,
    count(*) filter (where v.choice = 'tie') as tie,
    count(*) filter (where v.choice = 'both_bad') as bad,
    count(*) filter (where b.kind = 'duel' and v.slot = b.shown[1]) as one,
    count(*) filter (where b.kind = 'duel' and v.slot = b.shown[2]) as other,
    count(*) filter (where b.kind = 'duel' and v.choice = 'candidate' and v.position = 0) as at_first,
    count(*) filter (where b.kind = 'duel' and v.choice = 'candidate' and v.position is not null) as placed,
    count(*) as votes
  from votes v
  join ballots b on b.id = v.ballot_id
  join asks a on a.id = b.ask_id
  join candidates p on p.ask_id = a.id and p.slot = a.pick
  where ${isCounted(shortNames)} and ${isAboutPair(shortNames)} and ${asksIn(scope)}
  group by a.id, b.id, p.model),
per_ballot as materialized (
  select t.*, coalesce(sign(${lengthOf(sql`x`)} - ${lengthOf(sql`y`)}), 0) as longer
  from per_vote t
  left join candidates x on x.ask_id = t.ask and x.slot = t.shown[1]
  left join candidates y on y.ask_id = t.ask and y.slot = t.shown[2])`;

const same = sql`(pick * (pick - 1) + opponent * (opponent - 1) + tie * (tie - 1) + bad * (bad - 1)) / 2`;

/** Votes against the judge, all together and by effort, judge, model of the pick, and week: one pass over the votes. */
export async function voteGroups(db: Db, scope: ReportScope): Promise<VoteGroup[]> {
  const rows = await db.execute(sql`
    with ${perBallot(scope)}
    select case grouping(effort, judge, model, week)
        when 15 then 'all' when 7 then 'effort' when 11 then 'judge' when 13 then 'model' else 'week' end as "by",
      coalesce(effort, judge, model, week, '') as name,
      count(*)::int as questions, coalesce(sum(votes), 0)::int as votes,
      coalesce(sum(tie), 0)::int as ties, coalesce(sum(bad), 0)::int as "bothBad",
      ${shareSums(sql`pick`, sql`pick + opponent`)} as "withJudge",
      ${shareSums(sql`(pick > opponent)::int`, sql`(pick <> opponent)::int`)} as "majorityWithJudge",
      ${shareSums(same, sql`votes * (votes - 1) / 2`)} as "amongPeople",
      ${shareSums(sql`at_first`, sql`placed`)} as "firstSlot",
      ${shareSums(sql`case longer when 1 then one when -1 then other else 0 end`, sql`case longer when 0 then 0 else one + other end`)} as longer,
      ${shareSums(sql`(pick + tie / 2.0) / probability`, sql`(pick + opponent + tie) / probability`)} as "winRate"
    from per_ballot
    group by grouping sets ((), (effort), (judge), (model), (week))
    order by 1, 2`);
  return rows as unknown as VoteGroup[];
}

/** Votes by how sure the judge was that the pick beats its opponent. */
export async function calibrationBins(db: Db, scope: ReportScope): Promise<CalibrationBin[]> {
  const rows = await db.execute(sql`
    with ${perBallot(scope)}
    select least(9, floor(confidence * 10))::int as bin,
      sum(confidence * (pick + opponent)) / sum(pick + opponent) as confidence,
      sum(pick * (1 - confidence) ^ 2 + opponent * confidence ^ 2) as "squaredError",
      ${shareSums(sql`pick`, sql`pick + opponent`)} as "withJudge"
    from per_ballot where confidence is not null and pick + opponent > 0
    group by 1 order by 1`);
  return rows as unknown as CalibrationBin[];
}

/** The judge's calls on asks that are over, by model, and all together: invalid and forced verdicts, preference for a slot, verdicts that turn with the order. */
export async function judgeGroups(db: Db, scope: ReportScope): Promise<JudgeGroup[]> {
  const rows = await db.execute(sql`
    with calls as materialized (
      select c.ask_id, c.number, c.model, c.first, c.second, c.verdict, c.forced,
        coalesce(sign(${lengthOf(sql`x`)} - ${lengthOf(sql`y`)}), 0) as longer
      from comparisons c join asks a on a.id = c.ask_id
      join candidates x on x.ask_id = c.ask_id and x.slot = c.first
      join candidates y on y.ask_id = c.ask_id and y.slot = c.second where ${isSettled(shortNames)} and ${asksIn(scope)}),
    per_ask as (
      select model, ask_id, count(*) as calls, count(*) filter (where verdict = 'invalid') as invalid,
        count(*) filter (where forced) as forced, count(*) filter (where verdict = 'first') as firsts,
        count(*) filter (where (verdict = 'first' and longer = 1) or (verdict = 'second' and longer = -1)) as longers,
        count(*) filter (where verdict <> 'invalid' and longer <> 0) as uneven
      from calls group by grouping sets ((model, ask_id), (ask_id))),
    opening as (
      select distinct on (model, ask_id, first, second) model, ask_id, first, second,
        case verdict when 'first' then first else second end as winner
      from calls where verdict <> 'invalid' order by model, ask_id, first, second, number),
    turned as (
      select x.model, x.ask_id, count(*) as pairs, count(*) filter (where x.winner <> y.winner) as flips
      from opening x join opening y
        on y.model = x.model and y.ask_id = x.ask_id and y.first = x.second and y.second = x.first
      where x.first < x.second group by grouping sets ((x.model, x.ask_id), (x.ask_id))),
    joined as (
      select p.*, coalesce(t.pairs, 0) as pairs, coalesce(t.flips, 0) as flips
      from per_ask p left join turned t on t.ask_id = p.ask_id and t.model is not distinct from p.model)
    select coalesce(model, '') as judge, sum(calls)::int as calls,
      ${shareSums(sql`invalid`, sql`calls`)} as invalid,
      ${shareSums(sql`forced`, sql`calls`)} as forced,
      ${shareSums(sql`firsts`, sql`calls - invalid`)} as "firstSlot",
      ${shareSums(sql`longers`, sql`uneven`)} as longer,
      ${shareSums(sql`flips`, sql`pairs`)} as flips
    from joined group by model order by 1`);
  return rows as unknown as JudgeGroup[];
}

export interface Counted {
  what: string;
  count: number;
}

/** Every vote of the history on closed ballots, counted once: by the first reason for which it is left out, or as `counted`. */
export async function votesByFate(db: Db, scope: ReportScope): Promise<Counted[]> {
  const rows = await db.execute(sql`
    select ${fateOf(shortNames)} as what, count(*)::int as count
    from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id
    where ${ballotIsClosed(shortNames)} and ${asksIn(scope)} group by 1 order by 1`);
  return rows as unknown as Counted[];
}

/** How many votes of that history carry each flag; one vote can carry several. */
export async function votesByFlag(db: Db, scope: ReportScope): Promise<Counted[]> {
  const rows = await db.execute(sql`
    select flag as what, count(*)::int as count
    from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id, unnest(v.flags) flag
    where ${ballotIsClosed(shortNames)} and ${asksIn(scope)} group by 1 order by 1`);
  return rows as unknown as Counted[];
}

/** How many of the asks come from a playground. */
export async function simulatedAsks(db: Db, scope: ReportScope): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from asks a where (a.settings->>'simulated')::boolean and ${asksIn(scope)}`);
  return row?.count ?? 0;
}

/** Asks by what became of them; of one that is being voted on, nothing but that. */
export async function asksByFate(db: Db, scope: ReportScope): Promise<Counted[]> {
  const rows = await db.execute(sql`
    select case when b.id is not null and not (${ballotIsClosed(shortNames)}) then 'open-ballot'
        when a.state in ('failed', 'cancelled') then a.state
        when a.state not in ('voting', 'closed') then 'unfinished' when a.private then 'private'
        when not coalesce(a.judged, false) then 'unjudged' when b.id is null then 'without-ballot' else 'ballot' end as what,
      count(*)::int as count
    from asks a left join ballots b on b.ask_id = a.id where ${asksIn(scope)} group by 1 order by 1`);
  return rows as unknown as Counted[];
}
