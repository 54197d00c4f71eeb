import { and, asc, desc, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { comparisons } from '../schema/comparisons.ts';
import { countedVotes } from './compared-asks.ts';
import { isAboutPair, isSettled } from './counting.ts';
import { wasAnswered } from './shadow-comparisons.ts';

/** So many asks a statement. */
const PAGE = 500;

/**
 * @returns the newest `limit` settled asks that a judge had in charge on a server, by time, each with what
 *   was compared, who took part, and the counted votes of its duel. `ballot` null: there was no duel.
 */
export async function judgedAsksOf(db: Db, guildId: string, judge: string, limit: number) {
  const found = await db
    .select({
      id: asks.id,
      seed: asks.seed,
      n: asks.n,
      effort: asks.effort,
      settings: asks.settings,
      pickedAt: asks.pickedAt,
      ballot: { shown: ballots.shown, probability: ballots.opponentProbability },
    })
    .from(asks)
    .leftJoin(ballots, and(eq(ballots.askId, asks.id), isAboutPair()))
    .where(
      and(
        eq(asks.guildId, guildId),
        isSettled(),
        isNotNull(asks.pick),
        gt(asks.n, 1),
        sql`${asks.settings} ->> 'judgeModel' = ${judge}`,
      ),
    )
    .orderBy(desc(asks.pickedAt), desc(asks.id))
    .limit(limit);
  const byTime = found.reverse();
  const pages = Array.from({ length: Math.ceil(byTime.length / PAGE) }, (_, page) =>
    byTime.slice(page * PAGE, (page + 1) * PAGE),
  );
  const all = [];
  for (const page of pages) all.push(...(await withRows(db, page)));
  return all;
}

async function withRows<Ask extends { id: string }>(db: Db, page: readonly Ask[]) {
  const ids = page.map(({ id }) => id);
  const { askId, number, first, second, tier, verdict, model } = comparisons;
  const compared = await db
    .select({ askId, number, first, second, tier, verdict, model })
    .from(comparisons)
    .where(and(inArray(askId, ids), wasAnswered))
    .orderBy(asc(askId), asc(number));
  const { slot, state, duplicateOf } = candidates;
  const replies = await db
    .select({ askId: candidates.askId, slot, state, duplicateOf })
    .from(candidates)
    .where(inArray(candidates.askId, ids))
    .orderBy(asc(slot));
  const of = <Row extends { askId: string }>(rows: readonly Row[]) => Map.groupBy(rows, (row) => row.askId);
  const [calls, slots, cast] = [of(compared), of(replies), of(await countedVotes(db, ids))];
  return page.map((ask) => ({
    ...ask,
    comparisons: calls.get(ask.id) ?? [],
    candidates: slots.get(ask.id) ?? [],
    cast: cast.get(ask.id) ?? [],
  }));
}

/** One of them. */
export type JudgedAsk = Awaited<ReturnType<typeof judgedAsksOf>>[number];
