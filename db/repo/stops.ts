import type { Db } from '../client.ts';
import { stops } from '../schema/stops.ts';

/** Why the operator has stopped questions; null where they are taken. */
export async function stopReason(db: Db): Promise<string | null> {
  return (await db.select({ why: stops.why }).from(stops))[0]?.why ?? null;
}

export async function stop(db: Db, why: string): Promise<void> {
  await db.insert(stops).values({ why }).onConflictDoUpdate({ target: stops.one, set: { why } });
}

/** false: nothing was stopped. */
export async function resume(db: Db): Promise<boolean> {
  return (await db.delete(stops).returning({ one: stops.one })).length > 0;
}
