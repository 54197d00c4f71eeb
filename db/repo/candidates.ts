import { asc, eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { candidates } from '../schema/candidates.ts';
import { columnsOf, type Reading } from '../schema/columns.ts';
import { holdAsk } from './asks.ts';
import { storable } from './storable.ts';

/** One candidate, with its text decrypted. */
export type Candidate = typeof candidates.$inferSelect;
/** The columns of a new candidate. Those with a default may be absent. */
export type NewCandidate = typeof candidates.$inferInsert;

/**
 * Writes a finished or failed candidate. A slot that is already written stays as it is. Writes nothing when
 * the ask is gone, emptied, or claimed by another worker.
 *
 * @param takenUp the worker's fencing token. Absent: any claim will do.
 */
export async function insertCandidate(db: Db, candidate: NewCandidate, takenUp?: number): Promise<void> {
  const text = candidate.text == null ? candidate.text : storable(candidate.text);
  await db.transaction(async (tx) => {
    if (!(await holdAsk(tx, candidate.askId, takenUp))) return;
    await tx
      .insert(candidates)
      .values({ ...candidate, ...(text == null ? {} : { text, characters: text.length }) })
      .onConflictDoNothing();
  });
}

/**
 * @returns the candidates of an ask in the order in which they finished, which is how the tournament met
 *   them.
 * @throws {DecryptionError} when `reading` is `strict` and a text cannot be decrypted.
 */
export async function candidatesOf(db: Db, askId: string, reading: Reading = 'strict'): Promise<Candidate[]> {
  return db
    .select(columnsOf(candidates, reading))
    .from(candidates)
    .where(eq(candidates.askId, askId))
    .orderBy(asc(candidates.finishedAt), asc(candidates.slot));
}
