import { asc, eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { columnsOf, type Reading } from '../schema/columns.ts';
import { comparisons } from '../schema/comparisons.ts';
import { holdAsk } from './asks.ts';
import { storable } from './storable.ts';

export type ComparisonRow = typeof comparisons.$inferSelect;
export type NewComparison = typeof comparisons.$inferInsert;

/** Writes a finished comparison; a number that is taken stays as it is. A deleted ask gets none, and none from a worker that has lost it. */
export async function insertComparison(db: Db, comparison: NewComparison, takenUp?: number): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await holdAsk(tx, comparison.askId, takenUp))) return;
    await tx
      .insert(comparisons)
      .values({
        ...comparison,
        reasoning: storable(comparison.reasoning),
        answer: storable(comparison.answer),
        notes: comparison.notes.map(storable),
      })
      .onConflictDoNothing();
  });
}

/** What a tournament needs of a comparison: not the chains of thought, which are most of what is stored. */
export type VerdictRow = Pick<
  ComparisonRow,
  'number' | 'first' | 'second' | 'tier' | 'verdict' | 'invalidReason' | 'createdAt'
>;

export async function verdictsOf(db: Db, askId: string): Promise<VerdictRow[]> {
  const { number, first, second, tier, verdict, invalidReason, createdAt } = comparisons;
  return db
    .select({ number, first, second, tier, verdict, invalidReason, createdAt })
    .from(comparisons)
    .where(eq(comparisons.askId, askId))
    .orderBy(asc(number));
}

export async function comparisonsOf(db: Db, askId: string, reading: Reading = 'strict'): Promise<ComparisonRow[]> {
  return db
    .select(columnsOf(comparisons, reading))
    .from(comparisons)
    .where(eq(comparisons.askId, askId))
    .orderBy(asc(comparisons.number));
}
