import { and, desc, eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { promotions } from '../schema/promotions.ts';

/** What can take another one's place on a server. */
export type Promotable = Promotion['what'];
/** One change of a server's judge or prior. */
export type Promotion = typeof promotions.$inferSelect;
/** The columns of a new one. Those with a default may be absent. */
export type NewPromotion = typeof promotions.$inferInsert;

/** Records a change. */
export async function insertPromotion(db: Db, row: NewPromotion): Promise<void> {
  await db.insert(promotions).values(row);
}

/** @returns a server's changes, newest first. */
export const promotionsOf = (db: Db, guildId: string, what: Promotion['what']): Promise<Promotion[]> =>
  db
    .select()
    .from(promotions)
    .where(and(eq(promotions.guildId, guildId), eq(promotions.what, what)))
    .orderBy(desc(promotions.createdAt), desc(promotions.id));
