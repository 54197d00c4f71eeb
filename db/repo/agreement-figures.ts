import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asksIn, type ReportScope, readSections } from './ballot-counts.ts';
import { ballotIsClosed, fateOf, isSettled, shortNames } from './counting.ts';
import { isMajority } from './majority.ts';
import { publicModel } from './public-model.ts';

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

/** SQL: the sums of a share over rows that stand for as many clusters as `times` says. */
const shareSums = (hits: SQL, trials: SQL, times = sql`1`) => sql`jsonb_build_object(
  'clusters', coalesce(sum(${times}) filter (where ${trials} > 0), 0),
  'hits', coalesce(sum(${times} * ${hits}), 0), 'trials', coalesce(sum(${times} * ${trials}), 0),
  'hitsSquared', coalesce(sum(${times} * (${hits})::float8 ^ 2), 0), 'hitsTrials', coalesce(sum(${times} * (${hits})::float8 * (${trials})), 0),
  'trialsSquared', coalesce(sum(${times} * (${trials})::float8 ^ 2), 0))`;

/** SQL: the sums of one share as columns, to be added up further by `sumsOf`. */
const sumsInto = (name: string, hits: SQL, trials: SQL): SQL => sql`
  count(*) filter (where ${trials} > 0) as ${column(name, 'clusters')}, sum(${hits}) as ${column(name, 'hits')}, sum(${trials}) as ${column(name, 'trials')},
  sum((${hits})::float8 ^ 2) as ${column(name, 'hitsSquared')}, sum((${hits})::float8 * (${trials})) as ${column(name, 'hitsTrials')},
  sum((${trials})::float8 ^ 2) as ${column(name, 'trialsSquared')}`;

const column = (share: string, sum: keyof ShareSums) => sql.identifier(`${share} ${sum}`);

const sumNames = ['clusters', 'hits', 'trials', 'hitsSquared', 'hitsTrials', 'trialsSquared'] as const;
const sumsOf = (name: string): SQL =>
  sql`jsonb_build_object(${sql.join(
    sumNames.map((sum) => sql`${sql.raw(`'${sum}'`)}, coalesce(sum(${column(name, sum)}), 0)`),
    sql`, `,
  )}) as ${sql.identifier(name)}`;

const same = sql`(pick * (pick - 1) + opponent * (opponent - 1) + tie * (tie - 1) + bad * (bad - 1)) / 2`;

/** SQL: whether the majority of a row of `per_ballot` is for the pick, or for its opponent. */
export const forPick: SQL<boolean> = isMajority(sql`pick`, [sql`opponent`, sql`tie`, sql`bad`]);
export const forOpponent: SQL<boolean> = isMajority(sql`opponent`, [sql`pick`, sql`tie`, sql`bad`]);

// SQL of `src/agreement/per-question.ts`.
const cast = sql`(pick + opponent + tie)`;
const won = sql`(pick + tie / 2::float8)`;
const weight = sql`(1 / (others * probability))`;

/** The shares of a group, as hits and trials of a row of `per_ballot`. */
const shares: Readonly<Record<string, readonly [hits: SQL, trials: SQL]>> = {
  withJudge: [sql`pick`, sql`pick + opponent`],
  majorityWithJudge: [sql`${forPick}::int`, sql`(${forPick} or ${forOpponent})::int`],
  amongPeople: [same, sql`votes * (votes - 1) / 2`],
  firstSlot: [sql`case when duel then at_first else 0 end`, sql`case when duel then placed else 0 end`],
  longer: [
    sql`case when duel then case longer when 1 then one when -1 then other else 0 end else 0 end`,
    sql`case when duel and longer <> 0 then one + other else 0 end`,
  ],
  winRate: [
    sql`case when ${cast} > 0 then ${won} / ${cast} * ${weight} else 0 end`,
    sql`case when ${cast} > 0 then ${weight} else 0 end`,
  ],
  winRateByVote: [sql`${won} * ${weight}`, sql`${cast} * ${weight}`],
};

/**
 * SQL: compares votes with the judge: all together, and by effort, judge, model of the pick, and week. Adds
 * up what is equal in all four first, because each grouping goes through all rows.
 */
export const voteGroupsOf: SQL<VoteGroup> = sql<VoteGroup>`
  with finest as materialized (
    select effort, judge, model, week, count(*) as questions, sum(votes) as votes, sum(tie) as tie, sum(bad) as bad,
      ${sql.join(
        Object.entries(shares).map(([name, [hits, trials]]) => sumsInto(name, hits, trials)),
        sql`, `,
      )}
    from per_ballot group by 1, 2, 3, 4)
  select case grouping(effort, judge, model, week)
      when 15 then 'all' when 7 then 'effort' when 11 then 'judge' when 13 then 'model' else 'week' end as "by",
    coalesce(effort, judge, model, to_char(week, 'YYYY-MM-DD'), '') as name,
    coalesce(sum(questions), 0)::int as questions, coalesce(sum(votes), 0)::int as votes,
    coalesce(sum(tie), 0)::int as ties, coalesce(sum(bad), 0)::int as "bothBad",
    ${sql.join(
      Object.keys(shares).map((name) => sumsOf(name)),
      sql`, `,
    )}
  from finest group by grouping sets ((), (effort), (judge), (model), (week)) order by 1, 2`;

export async function voteGroups(db: Db, scope: ReportScope): Promise<VoteGroup[]> {
  return (await readSections(db, scope, { groups: voteGroupsOf })).groups;
}

/**
 * SQL: groups ballots by how sure the judge was that people prefer the pick to its opponent. Ballots without
 * a majority for either are left out.
 */
export const calibrationBinsOf: SQL<CalibrationBin> = sql<CalibrationBin>`
  select least(9, floor(confidence * 10))::int as bin,
    avg(confidence) as confidence,
    sum((${forPick}::int - confidence) ^ 2) as "squaredError",
    ${shareSums(sql`${forPick}::int`, sql`1`)} as "majorityWithJudge"
  from per_ballot where confidence is not null and (${forPick} or ${forOpponent})
  group by 1 order by 1`;

export async function calibrationBins(db: Db, scope: ReportScope): Promise<CalibrationBin[]> {
  return (await readSections(db, scope, { bins: calibrationBinsOf })).bins;
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

/**
 * SQL: summarises the judge's calls in a scope's settled asks, by model and all together. `asked` is one row
 * for an ordered pair, `pairs` one for the two orders together. The smallest of number × 3 + verdict is the
 * first call with its verdict, without sorting the calls.
 */
export const judgeGroupsOf = (scope: ReportScope): SQL<JudgeGroup> => sql<JudgeGroup>`
  with calls as materialized (
    select c.ask_id, c.number, c.model as name, c.first, c.second, c.forced,
      case c.verdict when 'invalid' then 0 when 'first' then 1 else 2 end as said,
      coalesce(sign(x.length - y.length), 0) as longer
    from comparisons c join asks a on a.id = c.ask_id
    join written x on x.ask_id = c.ask_id and x.slot = c.first
    join written y on y.ask_id = c.ask_id and y.slot = c.second where ${isSettled(shortNames)} and ${asksIn(scope)}),
  judged as (select name, ${publicModel(sql`name`)} as model from calls group by 1),
  asked as (
    select model, ask_id, first, second, count(*) as calls, count(*) filter (where forced) as forced, min(longer) as longer,
      min(number * 3 + said) as opened, min(number * 3 + said) filter (where said > 0) as opening
    from calls join judged using (name) group by ask_id, model, first, second),
  pairs as (
    select model, ask_id, sum(calls) as calls, sum(forced) as forced,
      count(*) as shown, count(*) filter (where opened % 3 = 0) as invalid,
      count(opening) as openings, count(*) filter (where opening % 3 = 1) as firsts,
      count(*) filter (where (opening % 3 = 1 and longer = 1) or (opening % 3 = 2 and longer = -1)) as longers,
      count(opening) filter (where longer <> 0) as uneven, count(opening) = 2 as turned,
      min(case opening % 3 when 1 then first else second end) <> max(case opening % 3 when 1 then first else second end) as flipped
    from asked group by ask_id, model, least(first, second), greatest(first, second)),
  per_ask as (
    select model, ask_id, sum(calls) as calls, sum(forced) as forced, sum(shown) as shown, sum(invalid) as invalid,
      sum(openings) as openings, sum(firsts) as firsts, sum(longers) as longers, sum(uneven) as uneven,
      count(*) filter (where turned) as pairs, count(*) filter (where turned and flipped) as flips
    from pairs group by grouping sets ((ask_id, model), (ask_id))),
  equal_asks as (
    select model, calls, forced, shown, invalid, openings, firsts, longers, uneven, pairs, flips, count(*) as times
    from per_ask group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
  select coalesce(model, '') as judge, sum(times * calls)::int as calls,
    ${shareSums(sql`invalid`, sql`shown`, sql`times`)} as invalid,
    ${shareSums(sql`forced`, sql`calls`, sql`times`)} as forced,
    ${shareSums(sql`firsts`, sql`openings`, sql`times`)} as "firstSlot",
    ${shareSums(sql`longers`, sql`uneven`, sql`times`)} as longer,
    ${shareSums(sql`flips`, sql`pairs`, sql`times`)} as flips
  from equal_asks group by model order by 1`;

/** How many rows belong to one category. */
export interface Counted {
  what: string;
  count: number;
}

/**
 * SQL: counts every vote ever cast on a scope's closed ballots once: under the first reason to leave it out,
 * or as `counted`. Nothing in its own row speaks against a vote of `counted`; its ballot still may.
 */
export const votesByFateOf = (scope: ReportScope): SQL<Counted> => sql<Counted>`
  select what, sum(votes)::int as count from (
    select fate as what, votes from doubted where not counted
    union all select ${fateOf(shortNames)}, v.votes
    from (select ballot_id, votes, true as blind, '{}'::text[] as flags from counted) v
    join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id
    where ${ballotIsClosed(shortNames)} and ${asksIn(scope)}) fates
  group by 1 order by 1`;

export async function votesByFate(db: Db, scope: ReportScope): Promise<Counted[]> {
  return (await readSections(db, scope, { fates: votesByFateOf(scope) })).fates;
}

/**
 * SQL: counts the votes ever cast on closed ballots by flag. A vote with several flags is in several counts.
 */
export const votesByFlagOf: SQL<Counted> = sql<Counted>`
  select flag as what, sum(votes)::int as count from doubted, unnest(flags) flag group by 1 order by 1`;

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
