import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { challengers } from '../schema/challengers.ts';

/** A judge in the shadow. */
export type Challenger = typeof challengers.$inferSelect;
/** The columns of a new one. Those with a default may be absent. */
export type NewChallenger = typeof challengers.$inferInsert;
/** How its time in the shadow can end. */
export type ChallengerEnd = NonNullable<Challenger['outcome']>;

/** @returns the server's challenger, or null when there is none */
export async function challengerOf(db: Db, guildId: string): Promise<Challenger | null> {
  const [row] = await db
    .select()
    .from(challengers)
    .where(and(eq(challengers.guildId, guildId), isNull(challengers.endedAt)));
  return row ?? null;
}

/** @returns null when the server has a challenger already: there is one at a time. */
export async function insertChallenger(db: Db, row: NewChallenger): Promise<Challenger | null> {
  const [made] = await db.insert(challengers).values(row).onConflictDoNothing().returning();
  return made ?? null;
}

/** Ends a challenger's time in the shadow. @returns whether it was still open */
export async function endChallenger(db: Db, id: string, outcome: ChallengerEnd, now: Date): Promise<boolean> {
  const rows = await db
    .update(challengers)
    .set({ endedAt: now, outcome })
    .where(and(eq(challengers.id, id), isNull(challengers.endedAt)))
    .returning({ id: challengers.id });
  return rows.length > 0;
}
