import { asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { askPictures } from '../schema/ask-pictures.ts';
import { asks } from '../schema/asks.ts';
import { columnsOf, type Reading, UNREADABLE } from '../schema/columns.ts';
import { storable } from './storable.ts';

/** A picture of a question, decrypted. */
export type AskPicture = Omit<typeof askPictures.$inferSelect, 'askId'>;

/** Writes the pictures of an ask, in the transaction that writes the ask. */
export async function insertPictures(
  db: Db,
  askId: string,
  pictures: readonly Omit<AskPicture, 'number'>[],
): Promise<void> {
  // One by one, because each may be some megabytes.
  for (const [number, picture] of pictures.entries())
    await db.insert(askPictures).values({ ...picture, name: storable(picture.name), askId, number });
}

/**
 * @returns the pictures of an ask in their order. None after its texts were emptied. `legible` leaves out
 *   those that cannot be decrypted.
 * @throws {DecryptionError} when one is damaged or its key is missing, and the reading is `strict`.
 */
export async function picturesOf(db: Db, askId: string, reading: Reading = 'strict'): Promise<AskPicture[]> {
  const rows = await db
    .select(columnsOf(askPictures, reading))
    .from(askPictures)
    .where(eq(askPictures.askId, askId))
    .orderBy(asc(askPictures.number));
  return rows.filter(({ data }) => data !== UNREADABLE).map(({ askId: _, ...picture }) => picture);
}

/** SQL: whether an ask came without pictures. */
export const isWithoutPictures = sql`${asks.settings} -> 'pictures' is null`;
