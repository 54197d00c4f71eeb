import { asc, eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { candidates } from '../schema/candidates.ts';
import { columnsOf, type Reading } from '../schema/columns.ts';
import { holdAsk } from './asks.ts';
import { storable } from './storable.ts';

export type Candidate = typeof candidates.$inferSelect;
export type NewCandidate = typeof candidates.$inferInsert;

/** Writes a finished candidate; the first to finish a slot stays. A deleted ask gets none, and none from a worker that has lost it. */
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

/** In the order in which they finished: that is the order in which they arrived at the tournament. */
export async function candidatesOf(db: Db, askId: string, reading: Reading = 'strict'): Promise<Candidate[]> {
  return db
    .select(columnsOf(candidates, reading))
    .from(candidates)
    .where(eq(candidates.askId, askId))
    .orderBy(asc(candidates.finishedAt), asc(candidates.slot));
}
