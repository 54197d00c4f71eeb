import { and, asc, desc, eq, isNotNull, ne, sql } from 'drizzle-orm';
import type { Verdict } from '../../src/terms.ts';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { comparisons } from '../schema/comparisons.ts';
import { isOnServer, isSettled } from './counting.ts';

/** One verdict, with what figures about judges need. */
export interface VerdictRow {
  askId: string;
  model: string;
  number: number;
  first: number;
  second: number;
  tier: number;
  verdict: Verdict;
  /** Whether the ask comes from a playground. */
  simulated: boolean;
}

/**
 * @returns the valid verdicts of the newest `limit` asks of servers that have a pick and are settled, by ask
 *   and by number.
 */
export async function verdictsOfNewestAsks(db: Db, limit: number): Promise<VerdictRow[]> {
  const newest = db
    .select({
      id: asks.id,
      simulated: sql<boolean>`coalesce((${asks.settings} ->> 'simulated')::boolean, false)`.as('simulated'),
    })
    .from(asks)
    .where(and(isNotNull(asks.pick), isSettled(), isOnServer()))
    .orderBy(desc(asks.id))
    .limit(limit)
    .as('newest');
  return db
    .select({
      askId: comparisons.askId,
      model: comparisons.model,
      number: comparisons.number,
      first: comparisons.first,
      second: comparisons.second,
      tier: comparisons.tier,
      verdict: comparisons.verdict,
      simulated: newest.simulated,
    })
    .from(comparisons)
    .innerJoin(newest, eq(comparisons.askId, newest.id))
    .where(ne(comparisons.verdict, 'invalid'))
    .orderBy(asc(comparisons.askId), asc(comparisons.number));
}
