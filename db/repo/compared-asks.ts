import { and, asc, eq, gte, isNotNull, lte, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { comparisons } from '../schema/comparisons.ts';
import { shadowComparisons } from '../schema/shadow-comparisons.ts';
import { votes } from '../schema/votes.ts';
import { isWithoutPictures } from './ask-pictures.ts';
import type { Challenger } from './challengers.ts';
import { isAboutPair, isCounted, isSettled } from './counting.ts';
import { wasAnswered } from './shadow-comparisons.ts';

/**
 * @returns the settled asks of a challenger's time with a duel, as its champion judged them; by time. Those
 *   that were not drawn for the challenger are among them: the lot is in the seed.
 */
export const asksOfChampion = (db: Db, challenger: Challenger) =>
  db
    .select({
      id: asks.id,
      seed: asks.seed,
      n: asks.n,
      effort: asks.effort,
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

/** @returns what both judges said of these asks, by ask and number. `shadow` null: not judged again. */
export async function verdictsOfBoth(db: Db, askIds: readonly string[], judge: string) {
  if (askIds.length === 0) return [];
  const { askId, number, first, second, tier, model, createdAt } = comparisons;
  const { verdict, params, format, inputTokens, outputTokens, costUsd } = shadowComparisons;
  return db
    .select({
      askId,
      number,
      first,
      second,
      tier,
      model,
      createdAt,
      stored: {
        verdict: comparisons.verdict,
        inputTokens: comparisons.inputTokens,
        outputTokens: comparisons.outputTokens,
        costUsd: comparisons.costUsd,
      },
      shadow: { verdict, params, format, inputTokens, outputTokens, costUsd },
    })
    .from(comparisons)
    .leftJoin(
      shadowComparisons,
      and(eq(shadowComparisons.askId, askId), eq(shadowComparisons.number, number), eq(shadowComparisons.judge, judge)),
    )
    .where(and(sql`${askId} = ${isOneOfAsks(askIds)}`, wasAnswered))
    .orderBy(asc(askId), asc(number));
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
