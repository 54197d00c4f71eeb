import type { Db } from '../client.ts';
import { stops } from '../schema/stops.ts';

/** @returns why the operator has stopped questions, or null when they are accepted. */
export async function stopReason(db: Db): Promise<string | null> {
  return (await db.select({ why: stops.why }).from(stops))[0]?.why ?? null;
}

/** Stops questions in every process, or changes the reason. */
export async function stop(db: Db, why: string): Promise<void> {
  await db.insert(stops).values({ why }).onConflictDoUpdate({ target: stops.one, set: { why } });
}

/**
 * Accepts questions again.
 *
 * @returns false when nothing was stopped.
 */
export async function resume(db: Db): Promise<boolean> {
  return (await db.delete(stops).returning({ one: stops.one })).length > 0;
}
