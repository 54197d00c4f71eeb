import { and, asc, desc, eq, gte, lt } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { promotions } from '../schema/promotions.ts';
import type { ResearchScope } from './research-scope.ts';

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

/** @returns the changes on the servers of a scope, by time. */
export const promotionsIn = (db: Db, { guildId, since, until }: ResearchScope): Promise<Promotion[]> =>
  db
    .select()
    .from(promotions)
    .where(
      and(
        guildId === null ? undefined : eq(promotions.guildId, guildId),
        since === null ? undefined : gte(promotions.createdAt, since),
        until === null ? undefined : lt(promotions.createdAt, until),
      ),
    )
    .orderBy(asc(promotions.createdAt), asc(promotions.id));
