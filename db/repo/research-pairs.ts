import { and, asc, inArray, ne } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { candidates } from '../schema/candidates.ts';
import { comparisons } from '../schema/comparisons.ts';

/** @returns who wrote what on these asks, by ask and slot. */
export async function readAuthors(db: Db, askIds: string[]) {
  if (askIds.length === 0) return [];
  const { askId, slot, model, text } = candidates;
  return db.select({ askId, slot, model, text }).from(candidates).where(inArray(askId, askIds)).orderBy(askId, slot);
}

/** @returns the first valid comparison of each ordered pair on these asks. */
export async function readFirstVerdicts(db: Db, askIds: string[]) {
  if (askIds.length === 0) return [];
  const { askId, number, first, second, verdict, reasoning, answer } = comparisons;
  return db
    .selectDistinctOn([askId, first, second], { askId, number, first, second, verdict, reasoning, answer })
    .from(comparisons)
    .where(and(inArray(askId, askIds), ne(verdict, 'invalid')))
    .orderBy(asc(askId), asc(first), asc(second), asc(number));
}
