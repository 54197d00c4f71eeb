import { asc, eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { columnsOf, type Reading } from '../schema/columns.ts';
import { comparisons } from '../schema/comparisons.ts';
import { holdAsk } from './asks.ts';
import { storable } from './storable.ts';

/** One comparison, with its texts decrypted. */
export type ComparisonRow = typeof comparisons.$inferSelect;
/** The columns of a new comparison. Those with a default may be absent. */
export type NewComparison = typeof comparisons.$inferInsert;

/**
 * Writes a finished comparison. A number that is already written stays as it is. Writes nothing when the ask
 * is gone, emptied, or claimed by another worker.
 *
 * @param takenUp the worker's fencing token. Absent: any claim will do.
 */
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

/** The columns that a tournament needs. The chains of thought, most of the data, are left out. */
export type VerdictRow = Pick<
  ComparisonRow,
  'number' | 'first' | 'second' | 'tier' | 'model' | 'verdict' | 'invalidReason' | 'params' | 'createdAt'
>;

/** @returns the verdicts of an ask, by number. */
export async function verdictsOf(db: Db, askId: string): Promise<VerdictRow[]> {
  const { number, first, second, tier, model, verdict, invalidReason, params, createdAt } = comparisons;
  return db
    .select({ number, first, second, tier, model, verdict, invalidReason, params, createdAt })
    .from(comparisons)
    .where(eq(comparisons.askId, askId))
    .orderBy(asc(number));
}

/**
 * @returns the comparisons of an ask with their texts, by number.
 * @throws {DecryptionError} when `reading` is `strict` and a text cannot be decrypted.
 */
export async function comparisonsOf(db: Db, askId: string, reading: Reading = 'strict'): Promise<ComparisonRow[]> {
  return db
    .select(columnsOf(comparisons, reading))
    .from(comparisons)
    .where(eq(comparisons.askId, askId))
    .orderBy(asc(comparisons.number));
}
