import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { unfinished } from './asks.ts';

/** Notes which reply is shown before it is judged. The first one stays; an ask that has ended gets none. */
export async function noteShownEarly(db: Db, id: string, slot: number): Promise<void> {
  await db
    .update(asks)
    .set({ settings: sql`${asks.settings} || jsonb_build_object('shownEarly', ${slot}::int)` })
    .where(and(eq(asks.id, id), inArray(asks.state, unfinished), sql`${asks.settings} -> 'shownEarly' is null`));
}

/** @returns the slot of the reply that was shown before it was judged, or null */
export async function shownEarlyOf(db: Db, id: string): Promise<number | null> {
  const [row] = await db.select({ settings: asks.settings }).from(asks).where(eq(asks.id, id));
  return row?.settings.shownEarly ?? null;
}
