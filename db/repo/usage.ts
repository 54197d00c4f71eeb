import { gte, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../client.ts';
import { usage } from '../schema/usage.ts';

export type NewUsage = typeof usage.$inferInsert;

/** What the asks cost that were put since then and have ended. */
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

/** Once an ask: a repeated settling changes nothing. */
export async function insertUsage(db: Db, row: NewUsage): Promise<void> {
  await db.insert(usage).values(row).onConflictDoNothing();
}
