import { and, asc, eq, gte, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { candidates } from '../schema/candidates.ts';
import { challengerComparisons } from '../schema/challenger-comparisons.ts';
import { challengerPicks } from '../schema/challenger-picks.ts';
import { holdAsk } from './asks.ts';
import type { VerdictRow } from './comparisons.ts';
import { storable } from './storable.ts';

/** The columns of a new call of a challenger in its own tournament. Those with a default may be absent. */
export type NewChallengerComparison = typeof challengerComparisons.$inferInsert;
/** How a challenger's tournament ended. */
export type ChallengerPick = typeof challengerPicks.$inferSelect;

/**
 * Writes a challenger's verdict. A number that is already written stays as it is.
 *
 * @returns false when the ask was deleted or emptied meanwhile: nothing is written then
 */
export async function insertChallengerComparison(db: Db, row: NewChallengerComparison): Promise<boolean> {
  return db.transaction(async (tx) => {
    if (!(await holdAsk(tx, row.askId))) return false;
    await tx
      .insert(challengerComparisons)
      .values({ ...row, reasoning: storable(row.reasoning), answer: storable(row.answer) })
      .onConflictDoNothing();
    return true;
  });
}

/** Writes how a challenger's tournament ended. What is there stays. Writes nothing of an ask that is gone. */
export async function insertChallengerPick(db: Db, row: typeof challengerPicks.$inferInsert): Promise<void> {
  await db.transaction(async (tx) => {
    if (await holdAsk(tx, row.askId)) await tx.insert(challengerPicks).values(row).onConflictDoNothing();
  });
}

/** @returns null while a challenger's tournament over an ask is not over, or has not begun */
export async function challengerPickOf(db: Db, askId: string, judge: string): Promise<ChallengerPick | null> {
  const [row] = await db
    .select()
    .from(challengerPicks)
    .where(and(eq(challengerPicks.askId, askId), eq(challengerPicks.judge, judge)));
  return row ?? null;
}

/** @returns a challenger's verdicts on an ask, by number. */
export async function challengerVerdictsOf(db: Db, askId: string, judge: string): Promise<VerdictRow[]> {
  const { number, first, second, tier, model, verdict, invalidReason, params, createdAt } = challengerComparisons;
  return db
    .select({ number, first, second, tier, model, verdict, invalidReason, params, createdAt })
    .from(challengerComparisons)
    .where(and(eq(challengerComparisons.askId, askId), eq(challengerComparisons.judge, judge)))
    .orderBy(asc(number));
}

/** What a challenger has spent, in how many judgements, and the dearest of them. */
export interface SpentInShadow {
  /** `unpriced`: judgements whose price is unknown. Dollars are US dollars. */
  spent: { judgements: number; tokens: number; usd: number; unpriced: number };
  dearest: { tokens: number; usd: number };
}

const first = alias(candidates, 'first');
const second = alias(candidates, 'second');

/**
 * @returns what a challenger has spent on a server's asks since then. Where its server does not count, the
 *   characters of what it read and wrote stand for tokens: there are never more tokens.
 */
export async function challengerSpending(db: Db, guildId: string, judge: string, since: Date): Promise<SpentInShadow> {
  const { askId, inputTokens, outputTokens, reasoning, answer, costUsd, createdAt } = challengerComparisons;
  // What is stored is encrypted, and never shorter than what was read.
  const read = sql`char_length(${asks.prompt}) + coalesce(char_length(${asks.fileText}), 0)
    + char_length(${first.text}) + char_length(${second.text})`;
  const tokens = sql`coalesce(${inputTokens}, ${read}, 0)
    + coalesce(${outputTokens}, char_length(${reasoning}) + char_length(${answer}))`;
  const [row] = await db
    .select({
      judgements: sql<number>`count(*)::int`,
      tokens: sql<number>`coalesce(sum(${tokens}), 0)::float8`,
      usd: sql<number>`coalesce(sum(${costUsd}), 0)::float8`,
      unpriced: sql<number>`(count(*) filter (where ${costUsd} is null))::int`,
      dearestTokens: sql<number>`coalesce(max(${tokens}), 0)::float8`,
      dearestUsd: sql<number>`coalesce(max(${costUsd}), 0)::float8`,
    })
    .from(challengerComparisons)
    .innerJoin(asks, eq(asks.id, askId))
    .innerJoin(first, and(eq(first.askId, askId), eq(first.slot, challengerComparisons.first)))
    .innerJoin(second, and(eq(second.askId, askId), eq(second.slot, challengerComparisons.second)))
    .where(and(eq(asks.guildId, guildId), eq(challengerComparisons.judge, judge), gte(createdAt, since)));
  const { judgements = 0, tokens: all = 0, usd = 0, unpriced = 0, dearestTokens = 0, dearestUsd = 0 } = row ?? {};
  return { spent: { judgements, tokens: all, usd, unpriced }, dearest: { tokens: dearestTokens, usd: dearestUsd } };
}
