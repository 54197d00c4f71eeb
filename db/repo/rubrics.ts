import { and, asc, eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { columnsOf, type Reading } from '../schema/columns.ts';
import { rubrics } from '../schema/rubrics.ts';
import { holdAsk } from './asks.ts';
import { storable } from './storable.ts';

/** One rubric, with its text decrypted. */
export type RubricRow = typeof rubrics.$inferSelect;
/** The columns of a new rubric. */
export type NewRubric = typeof rubrics.$inferInsert;

/** @returns the rubric of an ask that this model wrote for this format; null when there is none. */
export async function rubricOf(
  db: Db,
  { askId, writer, format, formatVersion }: Pick<RubricRow, 'askId' | 'writer' | 'format' | 'formatVersion'>,
): Promise<RubricRow | null> {
  const [row] = await db
    .select()
    .from(rubrics)
    .where(
      and(
        eq(rubrics.askId, askId),
        eq(rubrics.writer, writer),
        eq(rubrics.format, format),
        eq(rubrics.formatVersion, formatVersion),
      ),
    );
  return row ?? null;
}

/**
 * Writes a rubric. One that is already there stays as it is. Writes nothing when the ask is gone, emptied, or
 * claimed by another worker.
 *
 * @param takenUp the worker's fencing token. Absent: any claim will do.
 */
export async function insertRubric(db: Db, row: NewRubric, takenUp?: number): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await holdAsk(tx, row.askId, takenUp))) return;
    const text = row.text === null || row.text === undefined ? null : storable(row.text);
    await tx
      .insert(rubrics)
      .values({ ...row, text })
      .onConflictDoNothing();
  });
}

/** @returns the rubrics that an ask was judged by, those of shadow judges left out. */
export const rubricsOf = (db: Db, askId: string, reading: Reading = 'strict'): Promise<RubricRow[]> =>
  db
    .select(columnsOf(rubrics, reading))
    .from(rubrics)
    .where(and(eq(rubrics.askId, askId), eq(rubrics.shadow, false)))
    .orderBy(asc(rubrics.createdAt), asc(rubrics.writer));
