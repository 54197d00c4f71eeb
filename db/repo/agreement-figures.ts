import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { ballotIsClosed, fateOf, isAboutPair, isCounted, isOnServer, isSettled, shortNames } from './counting.ts';
import { isMajority } from './majority.ts';
import { publicModel } from './public-model.ts';

/**
 * What a report is about. `since` null: from the beginning. `until`: only asks before it, if there is one.
 * `guildId` null: every server.
 */
export interface ReportScope {
  since: Date | null;
  until?: Date | null;
  guildId: string | null;
}

/**
 * The sums of a share over clusters, for `src/agreement/clustered-share.ts`. A cluster is one ask. In "the
 * share of A that B", A are the trials and B the hits.
 */
export interface ShareSums {
  clusters: number;
  hits: number;
  trials: number;
  hitsSquared: number;
  hitsTrials: number;
  trialsSquared: number;
}

/** How the votes of one group compare with the judge. Only votes that count are in it. */
export interface VoteGroup {
  /** What the votes are grouped by. `all` is a single group. */
  by: 'all' | 'effort' | 'judge' | 'model' | 'week';
  /**
   * The effort, the public name of the judge or of the pick's model, or week (its Monday in UTC,
   * `YYYY-MM-DD`). Empty for `all`.
   */
  name: string;
  /** Ballots with at least one vote that counts. */
  questions: number;
  votes: number;
  ties: number;
  bothBad: number;
  /** The share of votes for one of the two answers that chose the pick. */
  withJudge: ShareSums;
  /**
   * The share of ballots whose majority is one of the two answers in which it is the pick. A majority is what
   * more people chose than anything else, a tie and "both bad" included.
   */
  majorityWithJudge: ShareSums;
  /** The share of pairs of voters on one ballot who made the same choice. */
  amongPeople: ShareSums;
  /**
   * The share of votes for an answer of a duel that chose the one shown first. `longer`: that chose the
   * longer one. Duels of equally long answers are left out of `longer`.
   */
  firstSlot: ShareSums;
  longer: ShareSums;
  /**
   * How often the pick beats an opponent drawn evenly: by question, each weighing the same, as `pickWinRate`;
   * and by vote, as `pickWinRateByVote`.
   */
  winRate: ShareSums;
  winRateByVote: ShareSums;
}

/** Votes grouped by how sure the judge was that the pick beats its opponent. */
export interface CalibrationBin {
  /** 0–9: the judge's probability is from bin/10 to (bin + 1)/10. */
  bin: number;
  /** The mean probability of its ballots. */
  confidence: number;
  /**
   * The sum over ballots of (probability − outcome)², where the outcome is 1 if the majority was for the pick
   * and 0 if it was for the opponent.
   */
  squaredError: number;
  /** The share of ballots whose majority was for the pick. */
  majorityWithJudge: ShareSums;
}

/** The calls of one judge. */
export interface JudgeGroup {
  /** The public name of the model that judged. Empty: all judges together. */
  judge: string;
  calls: number;
  /** The share of ordered pairs whose first call gave no verdict. */
  invalid: ShareSums;
  /** Of all calls. */
  forced: ShareSums;
  /**
   * Over the first valid verdict of each ordered pair: how often it asks again, a tournament chooses by what
   * was said. The share for the reply shown first; `longer`: for the longer reply, if one is longer.
   */
  firstSlot: ShareSums;
  longer: ShareSums;
  /**
   * The share of pairs with a valid verdict in both orders whose first verdicts name different candidates.
   */
  flips: ShareSums;
}

const shareSums = (hits: SQL, trials: SQL) => sql`jsonb_build_object(
  'clusters', count(*) filter (where ${trials} > 0),
  'hits', coalesce(sum(${hits}), 0), 'trials', coalesce(sum(${trials}), 0),
  'hitsSquared', coalesce(sum((${hits})::float8 ^ 2), 0), 'hitsTrials', coalesce(sum((${hits})::float8 * (${trials})), 0),
  'trialsSquared', coalesce(sum((${trials})::float8 ^ 2), 0))`;

/** SQL: whether an ask, under the alias `a`, is in the scope: one of a server. */
export const asksIn = ({ since, until, guildId }: ReportScope) => sql`
  ${isOnServer(shortNames)} and (${since?.toISOString() ?? null}::timestamptz is null or a.created_at >= ${since?.toISOString() ?? null}::timestamptz)
  and (${until?.toISOString() ?? null}::timestamptz is null or a.created_at < ${until?.toISOString() ?? null}::timestamptz)
  and (${guildId}::text is null or a.guild_id = ${guildId}::text)`;

/** SQL: the length of a candidate's text. A ciphertext does not show it. */
const lengthOf = (candidate: SQL) => sql`coalesce(${candidate}.characters, char_length(${candidate}.text))`;

/**
 * SQL: one row for each closed ballot, with its votes that count by choice. That is all the figures need, and
 * it holds nothing about a single person.
 */
export const perBallot = (scope: ReportScope): SQL => sql`per_vote as (
  select a.id as ask, b.shown, b.opponent_probability as probability, a.effort,
    ${publicModel(sql`a.settings->>'judgeModel'`)} as judge, ${publicModel(sql`p.model`)} as model,
    to_char(date_trunc('week', b.created_at at time zone 'UTC'), 'YYYY-MM-DD') as week,
    greatest(1, coalesce(cardinality(a.standings), a.n) - 1) as others,
    a.p_beats[(case when b.shown[1] = a.pick then b.shown[2] else b.shown[1] end) + 1] as confidence,
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

/** SQL: whether the majority of a row of `perBallot` is for the pick, or for its opponent. */
export const forPick: SQL<boolean> = isMajority(sql`pick`, [sql`opponent`, sql`tie`, sql`bad`]);
export const forOpponent: SQL<boolean> = isMajority(sql`opponent`, [sql`pick`, sql`tie`, sql`bad`]);

// SQL of `src/agreement/per-question.ts`.
const cast = sql`(pick + opponent + tie)`;
const won = sql`(pick + tie / 2.0)`;
const weight = sql`(1 / (others * probability))`;

/**
 * Compares votes with the judge: all together, and by effort, judge, model of the pick, and week. Reads the
 * votes once.
 */
export async function voteGroups(db: Db, scope: ReportScope): Promise<VoteGroup[]> {
  const rows = await db.execute(sql`
    with ${perBallot(scope)}
    select case grouping(effort, judge, model, week)
        when 15 then 'all' when 7 then 'effort' when 11 then 'judge' when 13 then 'model' else 'week' end as "by",
      coalesce(effort, judge, model, week, '') as name,
      count(*)::int as questions, coalesce(sum(votes), 0)::int as votes,
      coalesce(sum(tie), 0)::int as ties, coalesce(sum(bad), 0)::int as "bothBad",
      ${shareSums(sql`pick`, sql`pick + opponent`)} as "withJudge",
      ${shareSums(sql`${forPick}::int`, sql`(${forPick} or ${forOpponent})::int`)} as "majorityWithJudge",
      ${shareSums(same, sql`votes * (votes - 1) / 2`)} as "amongPeople",
      ${shareSums(sql`at_first`, sql`placed`)} as "firstSlot",
      ${shareSums(sql`case longer when 1 then one when -1 then other else 0 end`, sql`case longer when 0 then 0 else one + other end`)} as longer,
      ${shareSums(sql`case when ${cast} > 0 then ${won} / ${cast} * ${weight} else 0 end`, sql`case when ${cast} > 0 then ${weight} else 0 end`)} as "winRate",
      ${shareSums(sql`${won} * ${weight}`, sql`${cast} * ${weight}`)} as "winRateByVote"
    from per_ballot
    group by grouping sets ((), (effort), (judge), (model), (week))
    order by 1, 2`);
  return rows as unknown as VoteGroup[];
}

/**
 * Groups ballots by how sure the judge was that people prefer the pick to its opponent. Ballots without a
 * majority for either are left out.
 */
export async function calibrationBins(db: Db, scope: ReportScope): Promise<CalibrationBin[]> {
  const rows = await db.execute(sql`
    with ${perBallot(scope)}
    select least(9, floor(confidence * 10))::int as bin,
      avg(confidence) as confidence,
      sum((${forPick}::int - confidence) ^ 2) as "squaredError",
      ${shareSums(sql`${forPick}::int`, sql`1`)} as "majorityWithJudge"
    from per_ballot where confidence is not null and (${forPick} or ${forOpponent})
    group by 1 order by 1`);
  return rows as unknown as CalibrationBin[];
}

/**
 * Who answered calls of which model, as the servers say, on settled asks. Calls of nobody known are left out.
 */
export async function answerersOf(
  db: Db,
  scope: ReportScope,
): Promise<{ asked: string; answeredBy: string; calls: number }[]> {
  const said = (table: SQL) => sql`
    select ${publicModel(sql`c.model`)} as asked, c.answered_by as "answeredBy" from ${table} c join asks a on a.id = c.ask_id
    where c.answered_by is not null and ${isSettled(shortNames)} and ${asksIn(scope)}`;
  const rows = await db.execute<{ asked: string; answeredBy: string; calls: number }>(sql`
    select asked, "answeredBy", count(*)::int as calls
    from (${said(sql`comparisons`)} union all ${said(sql`candidates`)}) as said
    group by 1, 2 order by 1, 2`);
  return [...rows];
}

/** Summarises the judge's calls on settled asks, by model and all together. */
export async function judgeGroups(db: Db, scope: ReportScope): Promise<JudgeGroup[]> {
  const rows = await db.execute(sql`
    with calls as materialized (
      select c.ask_id, c.number, ${publicModel(sql`c.model`)} as model, c.first, c.second, c.verdict, c.forced,
        coalesce(sign(${lengthOf(sql`x`)} - ${lengthOf(sql`y`)}), 0) as longer
      from comparisons c join asks a on a.id = c.ask_id
      join candidates x on x.ask_id = c.ask_id and x.slot = c.first
      join candidates y on y.ask_id = c.ask_id and y.slot = c.second where ${isSettled(shortNames)} and ${asksIn(scope)}),
    first_calls as (
      select distinct on (model, ask_id, first, second) model, ask_id, verdict
      from calls order by model, ask_id, first, second, number),
    opening as (
      select distinct on (model, ask_id, first, second) model, ask_id, first, second, verdict, longer,
        case verdict when 'first' then first else second end as winner
      from calls where verdict <> 'invalid' order by model, ask_id, first, second, number),
    per_ask as (
      select model, ask_id, count(*) as calls, count(*) filter (where forced) as forced
      from calls group by grouping sets ((model, ask_id), (ask_id))),
    asked as (
      select model, ask_id, count(*) as shown, count(*) filter (where verdict = 'invalid') as invalid
      from first_calls group by grouping sets ((model, ask_id), (ask_id))),
    decided as (
      select model, ask_id, count(*) as openings, count(*) filter (where verdict = 'first') as firsts,
        count(*) filter (where (verdict = 'first' and longer = 1) or (verdict = 'second' and longer = -1)) as longers,
        count(*) filter (where longer <> 0) as uneven
      from opening group by grouping sets ((model, ask_id), (ask_id))),
    turned as (
      select x.model, x.ask_id, count(*) as pairs, count(*) filter (where x.winner <> y.winner) as flips
      from opening x join opening y
        on y.model = x.model and y.ask_id = x.ask_id and y.first = x.second and y.second = x.first
      where x.first < x.second group by grouping sets ((x.model, x.ask_id), (x.ask_id))),
    joined as (
      select p.*, s.shown, s.invalid, coalesce(t.pairs, 0) as pairs, coalesce(t.flips, 0) as flips,
        coalesce(d.openings, 0) as openings, coalesce(d.firsts, 0) as firsts,
        coalesce(d.longers, 0) as longers, coalesce(d.uneven, 0) as uneven
      from per_ask p join asked s on s.ask_id = p.ask_id and s.model is not distinct from p.model
      left join decided d on d.ask_id = p.ask_id and d.model is not distinct from p.model
      left join turned t on t.ask_id = p.ask_id and t.model is not distinct from p.model)
    select coalesce(model, '') as judge, sum(calls)::int as calls,
      ${shareSums(sql`invalid`, sql`shown`)} as invalid,
      ${shareSums(sql`forced`, sql`calls`)} as forced,
      ${shareSums(sql`firsts`, sql`openings`)} as "firstSlot",
      ${shareSums(sql`longers`, sql`uneven`)} as longer,
      ${shareSums(sql`flips`, sql`pairs`)} as flips
    from joined group by model order by 1`);
  return rows as unknown as JudgeGroup[];
}

/** How many rows belong to one category. */
export interface Counted {
  what: string;
  count: number;
}

/**
 * Counts every vote ever cast on closed ballots once: under the first reason to leave it out, or as
 * `counted`.
 */
export async function votesByFate(db: Db, scope: ReportScope): Promise<Counted[]> {
  const rows = await db.execute(sql`
    select ${fateOf(shortNames)} as what, count(*)::int as count
    from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id
    where ${ballotIsClosed(shortNames)} and ${asksIn(scope)} group by 1 order by 1`);
  return rows as unknown as Counted[];
}

/** Counts the votes ever cast on closed ballots by flag. A vote with several flags is in several counts. */
export async function votesByFlag(db: Db, scope: ReportScope): Promise<Counted[]> {
  const rows = await db.execute(sql`
    select flag as what, count(*)::int as count
    from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id, unnest(v.flags) flag
    where ${ballotIsClosed(shortNames)} and ${asksIn(scope)} group by 1 order by 1`);
  return rows as unknown as Counted[];
}

/** @returns how many of the asks are simulated. */
export async function simulatedAsks(db: Db, scope: ReportScope): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from asks a where (a.settings->>'simulated')::boolean and ${asksIn(scope)}`);
  return row?.count ?? 0;
}

/** Counts asks by what became of them. An ask with an open ballot is counted as nothing else. */
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
