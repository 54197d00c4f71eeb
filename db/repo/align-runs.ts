import { and, desc, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { alignAnswers, alignRuns } from '../schema/align-runs.ts';
import { storable } from './storable.ts';

/** One search for rules. */
export type AlignRun = typeof alignRuns.$inferSelect;
/** The columns of a new one. Those with a default may be absent. */
export type NewAlignRun = typeof alignRuns.$inferInsert;

/** @returns the newest search that did not end, of this judge by this writer; null when there is none */
export async function unfinishedRun(
  db: Db,
  { guildId, judge, writer }: Pick<AlignRun, 'guildId' | 'judge' | 'writer'>,
): Promise<AlignRun | null> {
  const [row] = await db
    .select()
    .from(alignRuns)
    .where(
      and(
        eq(alignRuns.guildId, guildId),
        eq(alignRuns.judge, judge),
        eq(alignRuns.writer, writer),
        isNull(alignRuns.endedAt),
      ),
    )
    .orderBy(desc(alignRuns.createdAt), desc(alignRuns.id))
    .limit(1);
  return row ?? null;
}

/** @returns until when a server's questions have served as a test of rules, or may still do in another run */
export async function testedUntil(db: Db, guildId: string, except: string | null): Promise<Date | null> {
  const [row] = await db
    .select({ at: sql<string | null>`max(${alignRuns.testUntil})` })
    .from(alignRuns)
    .where(
      and(
        eq(alignRuns.guildId, guildId),
        isNotNull(alignRuns.finalist),
        except === null ? undefined : sql`${alignRuns.id} <> ${except}`,
      ),
    );
  return row?.at ? new Date(row.at) : null;
}

export async function insertRun(db: Db, row: NewAlignRun): Promise<AlignRun> {
  const [made] = await db.insert(alignRuns).values(row).returning();
  return made!;
}

/** Notes the list that a run's test serves. The first one stays. @returns the one that is noted */
export async function noteFinalist(db: Db, id: string, rules: readonly string[]): Promise<readonly string[]> {
  await db
    .update(alignRuns)
    .set({ finalist: rules.map(storable) })
    .where(and(eq(alignRuns.id, id), isNull(alignRuns.finalist)));
  const [row] = await db.select({ finalist: alignRuns.finalist }).from(alignRuns).where(eq(alignRuns.id, id));
  return row?.finalist ?? rules;
}

/** Ends a run. What the writer wrote is no longer needed. */
export async function endRun(db: Db, id: string, outcome: NonNullable<AlignRun['outcome']>, now: Date): Promise<void> {
  await db.update(alignRuns).set({ outcome, endedAt: now }).where(eq(alignRuns.id, id));
  await db.delete(alignAnswers).where(and(eq(alignAnswers.runId, id), isNull(alignAnswers.askId)));
}

/** What a run was answered. */
export type AlignAnswer = Pick<typeof alignAnswers.$inferSelect, 'key' | 'verdict' | 'text' | 'tokens' | 'usd'>;

/** @returns everything that a run was answered so far */
export const answersOf = (db: Db, runId: string): Promise<AlignAnswer[]> =>
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

/** Keeps an answer. Nothing is kept when the run or the ask was deleted meanwhile. */
export async function insertAnswer(db: Db, row: typeof alignAnswers.$inferInsert): Promise<void> {
  const text = row.text === null || row.text === undefined ? null : storable(row.text);
  await db.transaction(async (tx) => {
    const [run] = await tx.select({ id: alignRuns.id }).from(alignRuns).where(eq(alignRuns.id, row.runId)).for('share');
    if (!run) return;
    if (row.askId) {
      const there = await tx.execute(sql`select from asks where id = ${row.askId} for key share`);
      if (there.length === 0) return;
    }
    await tx
      .insert(alignAnswers)
      .values({ ...row, text })
      .onConflictDoNothing();
  });
}

/**
 * Deletes what writers wrote in runs that did not end: it may hold somebody's words. Such a run asks again.
 *
 * @param before only what is older; null: all of it
 */
export async function forgetWriters(db: Db, before: Date | null): Promise<void> {
  const old = before === null ? undefined : lt(alignAnswers.createdAt, before);
  await db.delete(alignAnswers).where(and(or(isNotNull(alignAnswers.text), isNull(alignAnswers.askId)), old));
}
