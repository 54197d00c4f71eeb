import { and, asc, eq, gte, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { challengerComparisons } from '../schema/challenger-comparisons.ts';
import { challengerPicks } from '../schema/challenger-picks.ts';
import { comparisons } from '../schema/comparisons.ts';
import { votes } from '../schema/votes.ts';
import { isWithoutPictures } from './ask-pictures.ts';
import type { Challenger } from './challengers.ts';
import { isAboutPair, isCounted, isSettled } from './counting.ts';
import { wasAnswered } from './shadow-comparisons.ts';

/**
 * @returns the settled asks of a challenger's time with a duel, as its champion judged them to the end; by
 *   time. Those that were not drawn for the challenger are among them: the lot is in the seed.
 */
export const asksOfChampion = (db: Db, challenger: Challenger) =>
  db
    .select({
      id: asks.id,
      seed: asks.seed,
      settings: asks.settings,
      pick: asks.pick,
      standings: asks.standings,
      shown: ballots.shown,
      opponentProbability: ballots.opponentProbability,
    })
    .from(asks)
    .innerJoin(ballots, eq(ballots.askId, asks.id))
    .where(
      and(
        eq(asks.guildId, challenger.guildId),
        isSettled(),
        isAboutPair(),
        isNotNull(asks.pick),
        isNotNull(asks.standings),
        // The champion was stopped there, and nobody stops the challenger.
        isNull(asks.cutShort),
        sql`not ${asks.private}`,
        isWithoutPictures,
        sql`${asks.settings} ->> 'judgeModel' = ${challenger.champion}`,
        gte(asks.pickedAt, challenger.createdAt),
        challenger.endedAt === null ? undefined : lte(asks.pickedAt, challenger.endedAt),
      ),
    )
    .orderBy(asc(asks.pickedAt), asc(asks.id));

/** An ask that both judges may have judged, before anything is known of its votes. */
export type AskOfChampion = Awaited<ReturnType<typeof asksOfChampion>>[number];

/** Only one array parameter, because there may be more asks than a statement may have parameters. */
const isOneOfAsks = (askIds: readonly string[]) => sql`any(${sql.param([...askIds])}::uuid[])`;

/** The columns that say what a call found and took. */
const callIn = (table: typeof comparisons | typeof challengerComparisons) => ({
  askId: table.askId,
  first: table.first,
  second: table.second,
  verdict: table.verdict,
  inputTokens: table.inputTokens,
  outputTokens: table.outputTokens,
  costUsd: table.costUsd,
});

/** @returns the calls of these asks that the champion answered, by ask and number. */
export async function championsCalls(db: Db, askIds: readonly string[]) {
  if (askIds.length === 0) return [];
  return db
    .select(callIn(comparisons))
    .from(comparisons)
    .where(and(sql`${comparisons.askId} = ${isOneOfAsks(askIds)}`, wasAnswered))
    .orderBy(asc(comparisons.askId), asc(comparisons.number));
}

/** @returns the calls of a challenger's own tournaments over these asks, by ask and number. */
export async function challengersCalls(db: Db, askIds: readonly string[], judge: string) {
  if (askIds.length === 0) return [];
  const { askId, number } = challengerComparisons;
  return db
    .select(callIn(challengerComparisons))
    .from(challengerComparisons)
    .where(and(sql`${askId} = ${isOneOfAsks(askIds)}`, eq(challengerComparisons.judge, judge)))
    .orderBy(asc(askId), asc(number));
}

/** @returns how a challenger's tournaments over these asks ended: those that are over. */
export async function challengersPicks(db: Db, askIds: readonly string[], judge: string) {
  if (askIds.length === 0) return [];
  const { askId, pick, standings } = challengerPicks;
  return db
    .select({ askId, pick, standings })
    .from(challengerPicks)
    .where(and(sql`${askId} = ${isOneOfAsks(askIds)}`, eq(challengerPicks.judge, judge)));
}

/** @returns how many people cast the votes that count on these asks. */
export async function countVoters(db: Db, askIds: readonly string[]): Promise<number> {
  if (askIds.length === 0) return 0;
  const [row] = await db
    .select({ voters: sql<number>`count(distinct ${votes.voterHash})::int` })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(and(sql`${asks.id} = ${isOneOfAsks(askIds)}`, isNotNull(votes.slot), isAboutPair(), isCounted()));
  return row?.voters ?? 0;
}

/** @returns how many votes that count chose each reply, on these asks. Only ballots of two answers. */
export async function countedVotes(db: Db, askIds: readonly string[]) {
  if (askIds.length === 0) return [];
  return db
    .select({ askId: ballots.askId, slot: votes.slot, votes: sql<number>`count(*)::int` })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(and(sql`${asks.id} = ${isOneOfAsks(askIds)}`, isNotNull(votes.slot), isAboutPair(), isCounted()))
    .groupBy(ballots.askId, votes.slot);
}
