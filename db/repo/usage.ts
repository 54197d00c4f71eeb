import { gte, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../client.ts';
import { usage } from '../schema/usage.ts';

/** The columns of a new row of usage. Those with a default may be absent. */
export type NewUsage = typeof usage.$inferInsert;

/**
 * Sums what asks cost that were created since `since` and have ended.
 *
 * @returns tokens, US dollars of the calls whose price is known, and the number of the other calls.
 */
export async function spentSince(db: Db, since: Date) {
  const sum = (column: AnyPgColumn) => sql<number>`coalesce(sum(${column}), 0)`;
  const [row] = await db
    .select({
      inputTokens: sum(usage.inputTokens).mapWith(Number),
      outputTokens: sum(usage.outputTokens).mapWith(Number),
      usd: sum(usage.costUsd).mapWith(Number),
      unpricedCalls: sum(usage.unpricedCalls).mapWith(Number),
    })
    .from(usage)
    .where(gte(usage.createdAt, since));
  return row ?? { inputTokens: 0, outputTokens: 0, usd: 0, unpricedCalls: 0 };
}

/** Writes what an ask cost. Idempotent: a second row for the same ask is ignored. */
export async function insertUsage(db: Db, row: NewUsage): Promise<void> {
  await db.insert(usage).values(row).onConflictDoNothing();
}
