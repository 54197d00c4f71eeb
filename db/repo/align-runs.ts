import { and, desc, eq, inArray, isNotNull, isNull, max, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { alignAnswers, type alignEnds, alignRuns } from '../schema/align-runs.ts';
import { holdAsk } from './asks.ts';
import { storable } from './storable.ts';

/** One search for rules. */
export type AlignRun = typeof alignRuns.$inferSelect;
/** The columns of a new one. Those with a default may be absent. */
export type NewAlignRun = typeof alignRuns.$inferInsert;
/** An answer as it is kept. */
export type NewAlignAnswer = typeof alignAnswers.$inferInsert;

/** @returns the newest unfinished search that asks the same; null when there is none */
export async function unfinishedAlignRun(
  db: Db,
  { guildId, judge, writer, seed, options }: Pick<AlignRun, 'guildId' | 'judge' | 'writer' | 'seed' | 'options'>,
): Promise<AlignRun | null> {
  const same = { guildId, judge, writer, seed };
  const [run] = await db
    .select()
    .from(alignRuns)
    .where(
      and(
        ...Object.entries(same).map(([name, value]) => eq(alignRuns[name as keyof typeof same], value)),
        eq(alignRuns.options, options),
        isNull(alignRuns.endedAt),
      ),
    )
    .orderBy(desc(alignRuns.id))
    .limit(1);
  return run ?? null;
}

export async function insertAlignRun(db: Db, row: NewAlignRun): Promise<AlignRun> {
  const [made] = await db.insert(alignRuns).values(row).returning();
  return made!;
}

/**
 * Until when questions have served as a test of a judge on a server, whatever became of the search.
 * @returns null when none was begun
 */
export async function testedUntil(db: Db, guildId: string, judge: string): Promise<Date | null> {
  const [row] = await db
    .select({ at: max(alignRuns.testedUntil) })
    .from(alignRuns)
    .where(and(eq(alignRuns.guildId, guildId), eq(alignRuns.judge, judge)));
  return row?.at ?? null;
}

/**
 * Notes which list is tried on which questions.
 * @returns false when the search is gone or has begun another
 */
export async function beginAlignTest(db: Db, id: string, finalist: readonly string[], until: Date): Promise<boolean> {
  const rows = await db
    .update(alignRuns)
    .set({ finalist: finalist.map(storable), testedUntil: until })
    .where(and(eq(alignRuns.id, id), isNull(alignRuns.endedAt), isNull(alignRuns.testedUntil)))
    .returning({ id: alignRuns.id });
  return rows.length > 0;
}

/** Ends a search and deletes what it was answered. @returns whether it was still unfinished */
export async function endAlignRun(tx: Db, id: string, outcome: (typeof alignEnds)[number], now: Date) {
  const rows = await tx
    .update(alignRuns)
    .set({ outcome, endedAt: now, finalist: null })
    .where(and(eq(alignRuns.id, id), isNull(alignRuns.endedAt)))
    .returning({ id: alignRuns.id });
  await tx.delete(alignAnswers).where(eq(alignAnswers.runId, id));
  return rows.length > 0;
}

/** @returns everything that a search was answered */
export const alignAnswersOf = (db: Db, runId: string) =>
  db
    .select({
      key: alignAnswers.key,
      verdict: alignAnswers.verdict,
      text: alignAnswers.text,
      tokens: alignAnswers.tokens,
      usd: alignAnswers.usd,
    })
    .from(alignAnswers)
    .where(eq(alignAnswers.runId, runId));

/**
 * Keeps an answer. One that is there already stays as it is.
 * @returns false when the search, or the question that was judged, was deleted or emptied meanwhile
 */
export const insertAlignAnswer = (db: Db, row: NewAlignAnswer): Promise<boolean> =>
  db.transaction(async (tx) => {
    if (row.askId && !(await holdAsk(tx, row.askId))) return false;
    const [run] = await tx.select({ id: alignRuns.id }).from(alignRuns).where(eq(alignRuns.id, row.runId)).for('share');
    if (!run) return false;
    await tx
      .insert(alignAnswers)
      .values({ ...row, text: row.text == null ? null : storable(row.text) })
      .onConflictDoNothing();
    return true;
  });

/**
 * Deletes what writers wrote in the searches of some servers: it may quote what is being deleted. Verdicts go
 * with their question.
 * @param guilds selects the ids of the servers
 */
export async function forgetWriting(tx: Db, guilds: SQL): Promise<void> {
  const theirs = tx.select({ id: alignRuns.id }).from(alignRuns).where(sql`${alignRuns.guildId} in (${guilds})`);
  await tx.delete(alignAnswers).where(and(isNotNull(alignAnswers.text), inArray(alignAnswers.runId, theirs)));
}
