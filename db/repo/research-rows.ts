import { type GetColumnData, type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, alias } from 'drizzle-orm/pg-core';
import { FEWEST_FOR_MAJORITY } from '../../src/terms.ts';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { challengerComparisons } from '../schema/challenger-comparisons.ts';
import { challengerPicks } from '../schema/challenger-picks.ts';
import { comparisons } from '../schema/comparisons.ts';
import { shadowComparisons } from '../schema/shadow-comparisons.ts';
import { votes } from '../schema/votes.ts';
import { isAboutPair, isCounted, opponentOf } from './counting.ts';
import { optional, readThrough } from './read-through.ts';
import { exportAsks, exportVotes } from './research-lots.ts';
import { isSimulated } from './simulated.ts';

// All rows come in the order of their places in the lot (see `research-lots.ts`).

const place = exportAsks.place;
/** Whether an ask's texts have expired. */
const emptied = sql<boolean>`${asks.purgedAt} is not null`;
const simulated = isSimulated();

const fromAsks = sql`from ${exportAsks} join ${asks} on ${asks.id} = ${exportAsks.askId}`;

/** SQL: the rows of a table that belong to exportable asks. */
const ofAsks = (table: { askId: AnyPgColumn }, ...order: AnyPgColumn[]): SQL =>
  sql`${fromAsks} join ${table} on ${table.askId} = ${exportAsks.askId} order by ${sql.join([place, ...order], sql`, `)}`;

/** Reads the exportable asks. */
export function readAsks(tx: Db, limit: number) {
  const { id, guildId, createdAt, prompt, fileText, source, parentId, n, effort, voting, settings } = asks;
  const { state, pick, judged, cutShort, pBest, pBeats, seedIsPublic } = asks;
  const asked = { id, guildId, createdAt, prompt, fileText, source, parentId, n, effort, voting, settings };
  const ended = { state, pick, judged, cutShort, pBest, pBeats, seedIsPublic };
  return readThrough(tx, { place, ...asked, ...ended }, sql`${fromAsks} order by ${place}`, limit);
}

/** Reads the candidates of exportable asks. */
export function readCandidates(tx: Db, limit: number) {
  const { askId, slot, model, answeredBy, temperature, style, state, text, duplicateOf, stopReason } = candidates;
  const written = { askId, slot, model, answeredBy, temperature, style, state, text, duplicateOf, stopReason };
  const fields = { place, emptied, simulated, ...written, ...spentBy(candidates) };
  return readThrough(tx, fields, ofAsks(candidates, slot), limit);
}

/** Reads the comparisons of exportable asks. */
export function readComparisons(tx: Db, limit: number) {
  const { number } = comparisons;
  const fields = { place, emptied, simulated, ...said(comparisons), ...match(comparisons) };
  return readThrough(tx, fields, ofAsks(comparisons, number), limit);
}

/** Reads the shadow comparisons of exportable asks. */
export function readShadows(tx: Db, limit: number) {
  const { number, judge } = shadowComparisons;
  const fields = { place, emptied, simulated, judge, ...said(shadowComparisons) };
  return readThrough(tx, fields, ofAsks(shadowComparisons, number, judge), limit);
}

/** Reads the comparisons of challengers' own tournaments over exportable asks. */
export function readChallengers(tx: Db, limit: number) {
  const { number, judge } = challengerComparisons;
  const fields = { place, emptied, simulated, judge, ...said(challengerComparisons), ...match(challengerComparisons) };
  return readThrough(tx, fields, ofAsks(challengerComparisons, number, judge), limit);
}

/** Reads how challengers' tournaments over exportable asks ended. */
export function readChallengerPicks(tx: Db, limit: number) {
  const { askId, judge, pick, standings } = challengerPicks;
  return readThrough(tx, { place, simulated, askId, judge, pick, standings }, ofAsks(challengerPicks, judge), limit);
}

type Calls = typeof comparisons | typeof shadowComparisons | typeof challengerComparisons;

/** What a judge said in a call, and how it was asked. */
function said<Table extends Calls>(table: Table) {
  const { askId, number, verdict, invalidReason, conflict, forced, model, answeredBy }: Table = table;
  const { format, formatVersion, params, reasoning, answer }: Table = table;
  const call = { askId, number, verdict, invalidReason, conflict, forced, model, answeredBy };
  return { ...call, format, formatVersion, params, reasoning, answer, ...spentBy(table) };
}

/** Who was compared, and for which part of a tournament. */
const match = <Table extends typeof comparisons | typeof challengerComparisons>({
  first,
  second,
  tier,
  sample,
}: Table) => ({
  ...{ first, second, tier, sample },
});

const spentBy = <Table extends typeof candidates | Calls>(table: Table) => {
  const { inputTokens, outputTokens, reasoningTokens, costUsd }: Table = table;
  return { inputTokens, outputTokens, reasoningTokens, costUsd };
};

/** SQL: the exportable votes with their ballots and asks. */
export const fromVotes = sql`from ${exportVotes} join ${votes} on ${votes.id} = ${exportVotes.voteId}
  join ${ballots} on ${ballots.id} = ${votes.ballotId} join ${asks} on ${asks.id} = ${ballots.askId}`;

/** What is the same for all votes on a ballot. */
interface BallotOfVote {
  askId: string;
  kind: GetColumnData<typeof ballots.kind>;
  shown: number[];
  opponentPolicy: GetColumnData<typeof ballots.opponentPolicy>;
  opponentProbability: number | null;
  pick: number | null;
  seedIsPublic: boolean | null;
  simulated: boolean;
}

/** SQL: the ballot, on the first of its votes only: fields are what takes the driver most of its time. */
const ballotOnce = sql<BallotOfVote | null>`case when lag(${ballots.id}) over (order by ${exportVotes.place}) is distinct from ${ballots.id}
  then json_build_object('askId', ${ballots.askId}, 'kind', ${ballots.kind}, 'shown', ${ballots.shown},
    'opponentPolicy', ${ballots.opponentPolicy}, 'opponentProbability', ${ballots.opponentProbability},
    'pick', ${asks.pick}, 'seedIsPublic', ${asks.seedIsPublic}, 'simulated', ${simulated}) end`;

/** Reads the exportable votes, each with its ballot and whether it counts. */
export async function* readVotes(tx: Db, limit: number) {
  const { id, voterHash, choice, slot, position, blind, flags, current, reasons, reasonText } = votes;
  const cast = { id, voterHash, choice, slot, position, blind, flags, current, reasons, reasonText };
  const fields = { place: exportVotes.place, ...cast, counts: isCounted(), ballot: ballotOnce };
  let ballot: BallotOfVote | null = null;
  for await (const page of readThrough(tx, fields, sql`${fromVotes} order by ${exportVotes.place}`, limit)) {
    for (const row of page) row.ballot = ballot = row.ballot ?? ballot;
    yield page as (Omit<(typeof page)[number], 'ballot'> & { ballot: BallotOfVote })[];
  }
}

const [picked, other] = [alias(candidates, 'picked'), alias(candidates, 'other')];
const [given, turned] = [alias(comparisons, 'given'), alias(comparisons, 'turned')];
const opponent = opponentOf();

/**
 * SQL: the first valid comparison of an ordered pair, if there is one. The answer is asked for only where the
 * judge gave no reasoning, because decrypting takes longest.
 */
const firstVerdict = (first: SQL, second: SQL): SQL => sql`(
  select verdict, reasoning, case when reasoning = '' then answer else '' end as answer from ${comparisons} c
  where c.ask_id = ${asks.id} and c.first = ${first} and c.second = ${second} and c.verdict <> 'invalid'
  order by c.number limit 1)`;

const sums = (which: SQL) => sql`(count(*) filter (where ${which}))::int`;

/**
 * Reads the exportable asks with a ballot of two answers on which enough exportable votes count for a
 * majority: the two answers, the votes by what they say of the pick, and the first valid verdict on the
 * answers in each order.
 */
export const readVotedPairs = (tx: Db, limit: number) =>
  readThrough(
    tx,
    {
      ...{ place, simulated, askId: asks.id, prompt: asks.prompt, opponent },
      pick: sql<number>`${asks.pick}`,
      stated: sql<number | null>`${asks.pBeats}[${opponent} + 1]`,
      ...{ forPick: sql<number>`n.pick`, forOpponent: sql<number>`n.opponent` },
      ...{ tie: sql<number>`n.tie`, bothBad: sql<number>`n.both_bad` },
      ...{ pickModel: optional(picked.model), pickText: optional(picked.text) },
      ...{ opponentModel: optional(other.model), opponentText: optional(other.text) },
      ...{ given: optional(given.verdict), givenReasoning: optional(given.reasoning) },
      ...{ givenAnswer: optional(given.answer), turned: optional(turned.verdict) },
      ...{ turnedReasoning: optional(turned.reasoning), turnedAnswer: optional(turned.answer) },
    },
    sql`${fromAsks} join ${ballots} on ${ballots.askId} = ${asks.id}
      join (
        select ${votes.ballotId} as ballot_id,
          ${sums(sql`${votes.slot} = ${asks.pick}`)} as pick, ${sums(sql`${votes.slot} <> ${asks.pick}`)} as opponent,
          ${sums(sql`${votes.choice} = 'tie'`)} as tie, ${sums(sql`${votes.choice} = 'both_bad'`)} as both_bad
        ${fromVotes} where ${isCounted()} group by 1 having count(*) >= ${sql.raw(`${FEWEST_FOR_MAJORITY}`)}) n on n.ballot_id = ${ballots.id}
      left join ${candidates} picked on picked.ask_id = ${asks.id} and picked.slot = ${asks.pick}
      left join ${candidates} other on other.ask_id = ${asks.id} and other.slot = ${opponent}
      left join lateral ${firstVerdict(sql`${asks.pick}`, opponent)} given on true
      left join lateral ${firstVerdict(opponent, sql`${asks.pick}`)} turned on true
      where ${isAboutPair()} and ${asks.pick} = any(${ballots.shown}) order by ${place}`,
    limit,
  );
