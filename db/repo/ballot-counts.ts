import { type SQL, sql } from 'drizzle-orm';
import { CANDIDATES } from '../../src/terms.ts';
import type { Db } from '../client.ts';
import {
  ballotCounts,
  ballotIsClosed,
  fateOf,
  isAboutPair,
  isOnServer,
  opponentOf,
  shortNames,
  voteCounts,
} from './counting.ts';
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

/** A report's asks, or those of one server whose ballots closed at or after a time. */
export type BallotScope = ReportScope | { guildId: string; closedSince: Date };

/** SQL: whether an ask, under the alias `a`, is in the scope: one of a server. */
export const asksIn = ({ since, until, guildId }: ReportScope) => sql`
  ${isOnServer(shortNames)} and (${since?.toISOString() ?? null}::timestamptz is null or a.created_at >= ${since?.toISOString() ?? null}::timestamptz)
  and (${until?.toISOString() ?? null}::timestamptz is null or a.created_at < ${until?.toISOString() ?? null}::timestamptz)
  and (${guildId}::text is null or a.guild_id = ${guildId}::text)`;

/** SQL: whether a ballot `b` of an ask `a` is in the scope. */
const ballotsIn = (scope: BallotScope): SQL =>
  'closedSince' in scope
    ? sql`a.guild_id = ${scope.guildId} and b.closed_at >= ${scope.closedSince.toISOString()}::timestamptz`
    : asksIn(scope);

/** Whether a scope is about all servers and all times. A condition on each row would then only cost time. */
const isEverything = (scope: BallotScope): boolean =>
  !('closedSince' in scope) && scope.since === null && (scope.until ?? null) === null && scope.guildId === null;

/** SQL: how many votes `v` are for each slot. Which slots a ballot shows is known only after the join. */
export const bySlot: SQL = sql.join(
  Array.from({ length: CANDIDATES.most }, (_, slot) => sql`count(*) filter (where v.slot = ${sql.raw(`${slot}`)})`),
  sql`, `,
);

/** SQL: a condition that leaves no row out is left out itself. */
const only = (scope: BallotScope, condition: SQL): SQL => (isEverything(scope) ? sql`true` : condition);

/**
 * SQL of common table expressions; those that a statement does not use cost nothing. `per_ballot` has one row
 * for each closed ballot of two answers with votes that count: their number by choice. That is all the
 * figures need, and it holds nothing about a single person. `doubted` are the other votes, and those with
 * flags; `written` has the models and lengths of candidates.
 *
 * Votes are added up by ballot before anything is joined, in a sequential scan that PostgreSQL does in
 * parallel. Names of models are shortened once each, and not once a row: there are few.
 */
const tables = (scope: BallotScope): SQL => sql`
counted as (
  select v.ballot_id, array[${bySlot}] as slots, count(*) as votes,
    count(*) filter (where v.choice = 'tie') as tie, count(*) filter (where v.choice = 'both_bad') as bad,
    count(*) filter (where v.choice = 'candidate' and v.position = 0) as at_first,
    count(*) filter (where v.choice = 'candidate' and v.position is not null) as placed
  from votes v
  where ${voteCounts(shortNames)} and ${only(scope, sql`v.ballot_id in (select b.id from ballots b join asks a on a.id = b.ask_id where ${ballotIsClosed(shortNames)} and ${ballotsIn(scope)})`)}
  group by v.ballot_id),
doubted as materialized (
  select ${fateOf(shortNames)} as fate, v.flags, ${voteCounts(shortNames)} as counted, count(*) as votes
  from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id
  where (not ${voteCounts(shortNames)} or v.flags <> '{}') and ${ballotIsClosed(shortNames)} and ${ballotsIn(scope)}
  group by 1, 2, 3),
written as materialized (
  select c.ask_id, c.slot, c.model, coalesce(c.characters, char_length(c.text)) as length
  from candidates c where ${only(scope, sql`c.ask_id in (select a.id from asks a left join ballots b on b.ask_id = a.id where ${ballotsIn(scope)})`)}),
known as materialized (
  select a.id as ask, a.private, a.effort, a.settings ->> 'judgeModel' as judge_name, p.model as model_name,
    x.model as left_model, y.model as right_model, a.pick = b.shown[1] as pick_is_left,
    coalesce((a.settings ->> 'simulated')::boolean, false) as simulated,
    b.opponent_probability as probability, greatest(1, coalesce(cardinality(a.standings), a.n) - 1) as others,
    a.p_beats[${opponentOf(shortNames)} + 1] as confidence,
    date_trunc('week', b.created_at at time zone 'UTC') as week, b.kind = 'duel' as duel,
    v.slots[a.pick + 1] as pick, v.votes - v.slots[a.pick + 1] - v.tie - v.bad as opponent, v.tie, v.bad, v.votes,
    v.slots[b.shown[1] + 1] as one, v.slots[b.shown[2] + 1] as other, v.at_first, v.placed,
    coalesce(sign(x.length - y.length), 0) as longer
  from counted v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id
  join written p on p.ask_id = a.id and p.slot = a.pick
  left join written x on x.ask_id = a.id and x.slot = b.shown[1]
  left join written y on y.ask_id = a.id and y.slot = b.shown[2]
  where ${ballotCounts(shortNames)} and ${isAboutPair(shortNames)} and ${ballotsIn(scope)}),
judges as (select judge_name, ${publicModel(sql`judge_name`)} as judge from known group by 1),
models as (select model_name, ${publicModel(sql`model_name`)} as model from known group by 1),
per_ballot as materialized (select * from known join judges using (judge_name) join models using (model_name))`;

/**
 * Reads several sections about the same ballots in one statement, so that votes and candidates are read once
 * for all of them. A section is a query of the tables above, and of any other; null has no rows.
 */
export async function readSections<Rows extends Record<string, unknown>>(
  db: Db,
  scope: BallotScope,
  sections: { [Name in keyof Rows]: SQL<Rows[Name]> | null },
): Promise<{ [Name in keyof Rows]: Rows[Name][] }> {
  const named = Object.entries<SQL | null>(sections).map(
    ([name, section]) =>
      sql`(select coalesce(json_agg(s), '[]') from (${section ?? sql`select where false`}) s) as ${sql.identifier(name)}`,
  );
  const [row] = await db.execute(sql`with ${tables(scope)} select ${sql.join(named, sql`, `)}`);
  return row as { [Name in keyof Rows]: Rows[Name][] };
}
