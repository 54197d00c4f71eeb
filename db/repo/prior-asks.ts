import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { audit } from '../schema/audit.ts';
import { ballots } from '../schema/ballots.ts';
import { comparisons } from '../schema/comparisons.ts';
import { isAboutPair, isSettled } from './counting.ts';
import { wasAnswered } from './shadow-comparisons.ts';

/** In the audit: asks have served for the trial of a prior. */
const TRIED = 'prior-tried';

/**
 * @returns a server's newest asks that are settled, were judged by this judge and not cut short; newest
 *   first. With the duel of each, if there was one.
 */
export const asksForPrior = (db: Db, guildId: string, judge: string, limit: number) =>
  db
    .select({
      id: asks.id,
      seed: asks.seed,
      n: asks.n,
      effort: asks.effort,
      settings: asks.settings,
      standings: asks.standings,
      createdAt: asks.createdAt,
      shown: ballots.shown,
      opponentProbability: ballots.opponentProbability,
    })
    .from(asks)
    .leftJoin(ballots, and(eq(ballots.askId, asks.id), isAboutPair()))
    .where(
      and(
        eq(asks.guildId, guildId),
        isSettled(),
        isNotNull(asks.pick),
        isNotNull(asks.standings),
        isNull(asks.cutShort),
        sql`${asks.settings} ->> 'judgeModel' = ${judge}`,
      ),
    )
    .orderBy(desc(asks.createdAt), desc(asks.id))
    .limit(limit);

/** One of them. */
export type AskForPrior = Awaited<ReturnType<typeof asksForPrior>>[number];

/** @returns the comparisons of these asks, without what was never answered; by ask and number */
export async function callsOfAsks(db: Db, askIds: readonly string[]) {
  if (askIds.length === 0) return [];
  const { askId, number, first, second, tier, model, verdict } = comparisons;
  return db
    .select({ askId, number, first, second, tier, model, verdict })
    .from(comparisons)
    .where(and(sql`${askId} = any(${sql.param([...askIds])}::uuid[])`, wasAnswered))
    .orderBy(asc(askId), asc(number));
}

/** @returns how many trials there were for a judge on a server, and until when asks served in them */
export async function priorTrials(
  db: Db,
  guildId: string,
  judge: string,
): Promise<{ count: number; until: Date | null }> {
  const rows = await db
    .select({ details: audit.details })
    .from(audit)
    .where(and(eq(audit.guildId, guildId), eq(audit.action, TRIED), sql`${audit.details} ->> 'judge' = ${judge}`));
  const times = rows.map(({ details }) => Date.parse(String(details.until)));
  return { count: rows.length, until: times.length === 0 ? null : new Date(Math.max(...times)) };
}

/** The row for the audit: these asks are used up. */
export const priorTried = (judge: string, until: Date, decision: string) => ({
  action: TRIED,
  details: { judge, until: until.toISOString(), decision },
});
