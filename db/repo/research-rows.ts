import { and, asc, eq, getTableColumns, gt, gte, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { challengerComparisons } from '../schema/challenger-comparisons.ts';
import { challengerPicks } from '../schema/challenger-picks.ts';
import { comparisons } from '../schema/comparisons.ts';
import { shadowComparisons } from '../schema/shadow-comparisons.ts';
import { votes } from '../schema/votes.ts';
import { isCounted } from './counting.ts';
import { exportAsks, exportVotes } from './research-lots.ts';
import { isSimulated } from './simulated.ts';

// Keyset pagination by place in the lot (see `research-lots.ts`), not by offset, so every page costs the
// same. `after` is the last row of the page before; null: from the beginning.

/** The position of an ask's row: the ask's random place, then the row's own number. */
export interface PlacedKey {
  place: number;
  number: number;
}

const place = exportAsks.place;
/** Whether an ask's texts have expired. */
const emptied = sql<boolean>`${asks.purgedAt} is not null`;
const simulated = isSimulated();

/** @returns a page of exportable asks. */
export async function readAskPage(db: Db, after: number | null, limit: number) {
  return db
    .select({ place, ask: asks })
    .from(exportAsks)
    .innerJoin(asks, eq(asks.id, exportAsks.askId))
    .where(after === null ? undefined : gt(place, after))
    .orderBy(asc(place))
    .limit(limit);
}

/** @returns a page of the candidates of exportable asks. */
export async function readCandidatePage(db: Db, after: PlacedKey | null, limit: number) {
  return db
    .select({ place, number: candidates.slot, emptied, simulated, candidate: candidates })
    .from(exportAsks)
    .innerJoin(asks, eq(asks.id, exportAsks.askId))
    .innerJoin(candidates, eq(candidates.askId, exportAsks.askId))
    .where(beyond(candidates.slot, after))
    .orderBy(asc(place), asc(candidates.slot))
    .limit(limit);
}

/** @returns a page of the comparisons of exportable asks. */
export async function readComparisonPage(db: Db, after: PlacedKey | null, limit: number) {
  return db
    .select({ place, number: comparisons.number, emptied, simulated, comparison: comparisons })
    .from(exportAsks)
    .innerJoin(asks, eq(asks.id, exportAsks.askId))
    .innerJoin(comparisons, eq(comparisons.askId, exportAsks.askId))
    .where(beyond(comparisons.number, after))
    .orderBy(asc(place), asc(comparisons.number))
    .limit(limit);
}

/** The position of a further judge's comparison. */
export interface JudgeKey extends PlacedKey {
  judge: string;
}

/** @returns a page of the shadow comparisons of exportable asks. */
export async function readShadowPage(db: Db, after: JudgeKey | null, limit: number) {
  const { number, judge } = shadowComparisons;
  return db
    .select({ place, number, judge, emptied, simulated, shadow: shadowComparisons })
    .from(exportAsks)
    .innerJoin(asks, eq(asks.id, exportAsks.askId))
    .innerJoin(shadowComparisons, eq(shadowComparisons.askId, exportAsks.askId))
    .where(beyondOfJudge(shadowComparisons, after))
    .orderBy(asc(place), asc(number), asc(judge))
    .limit(limit);
}

/** @returns a page of the comparisons of challengers' own tournaments over exportable asks. */
export async function readChallengerPage(db: Db, after: JudgeKey | null, limit: number) {
  const { number, judge } = challengerComparisons;
  return db
    .select({ place, number, judge, emptied, simulated, comparison: challengerComparisons })
    .from(exportAsks)
    .innerJoin(asks, eq(asks.id, exportAsks.askId))
    .innerJoin(challengerComparisons, eq(challengerComparisons.askId, exportAsks.askId))
    .where(beyondOfJudge(challengerComparisons, after))
    .orderBy(asc(place), asc(number), asc(judge))
    .limit(limit);
}

/** @returns a page of how challengers' tournaments over exportable asks ended. */
export async function readChallengerPickPage(db: Db, after: Omit<JudgeKey, 'number'> | null, limit: number) {
  const { judge } = challengerPicks;
  return db
    .select({ place, judge, simulated, pick: challengerPicks })
    .from(exportAsks)
    .innerJoin(asks, eq(asks.id, exportAsks.askId))
    .innerJoin(challengerPicks, eq(challengerPicks.askId, exportAsks.askId))
    .where(
      after === null
        ? undefined
        : and(gte(place, after.place), sql`(${place}, ${judge}) > (${after.place}::int, ${after.judge}::text)`),
    )
    .orderBy(asc(place), asc(judge))
    .limit(limit);
}

/** @returns a page of exportable votes, each with its ballot and whether it counts. */
export async function readVotePage(db: Db, after: number | null, limit: number) {
  return db
    .select({
      place: exportVotes.place,
      vote: getTableColumns(votes),
      askId: ballots.askId,
      kind: ballots.kind,
      shown: ballots.shown,
      opponentPolicy: ballots.opponentPolicy,
      opponentProbability: ballots.opponentProbability,
      pick: asks.pick,
      seedIsPublic: asks.seedIsPublic,
      counts: isCounted(),
      simulated,
    })
    .from(exportVotes)
    .innerJoin(votes, eq(votes.id, exportVotes.voteId))
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(after === null ? undefined : gt(exportVotes.place, after))
    .orderBy(asc(exportVotes.place))
    .limit(limit);
}

/** SQL: rows after a key of two columns. The first condition alone lets an index serve the query. */
function beyond(number: AnyPgColumn, after: PlacedKey | null): SQL | undefined {
  if (after === null) return undefined;
  return and(gte(place, after.place), sql`(${place}, ${number}) > (${after.place}::int, ${after.number}::int)`);
}

/** SQL: the same, where several judges have rows of one number. */
function beyondOfJudge(
  { number, judge }: Record<'number' | 'judge', AnyPgColumn>,
  after: JudgeKey | null,
): SQL | undefined {
  if (after === null) return undefined;
  return and(
    gte(place, after.place),
    sql`(${place}, ${number}, ${judge}) > (${after.place}::int, ${after.number}::int, ${after.judge}::text)`,
  );
}
