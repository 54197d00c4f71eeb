import { and, eq, inArray, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { askPictures } from '../schema/ask-pictures.ts';
import { asks } from '../schema/asks.ts';
import { audit } from '../schema/audit.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { challengerComparisons } from '../schema/challenger-comparisons.ts';
import { comparisons } from '../schema/comparisons.ts';
import { guildSettings } from '../schema/guild-settings.ts';
import { reports } from '../schema/reports.ts';
import { rubrics } from '../schema/rubrics.ts';
import { shadowComparisons } from '../schema/shadow-comparisons.ts';
import { votes } from '../schema/votes.ts';

/** Days that an unfinished ask keeps its texts longer than others. The longest ballot takes 7 days. */
const UNFINISHED_DAYS = 8;

/**
 * Empties the texts of up to `batch` asks that are older than `days`, or than their server wants to keep
 * them.
 *
 * @returns how many asks were emptied.
 */
export async function emptyOldAsks(db: Db, days: number, now: Date, batch: number): Promise<number> {
  return db.transaction(async (tx) => {
    const kept = sql`least(${days}::int, coalesce(${guildSettings.retentionDays}, ${days}::int))`;
    const more = sql`case when ${asks.state} in ('closed', 'failed', 'cancelled') then 0 else ${UNFINISHED_DAYS}::int end`;
    const rows = await tx
      .select({ id: asks.id })
      .from(asks)
      .leftJoin(guildSettings, eq(guildSettings.guildId, asks.guildId))
      .where(
        and(
          isNull(asks.purgedAt),
          sql`${asks.createdAt} < ${now.toISOString()}::timestamptz - make_interval(days => ${kept} + ${more})`,
        ),
      )
      .limit(batch)
      .for('update', { of: asks, skipLocked: true });
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await tx
      .update(asks)
      .set({ prompt: '', fileName: null, fileText: null, interactionToken: null, purgedAt: now })
      .where(inArray(asks.id, ids));
    await tx.delete(askPictures).where(inArray(askPictures.askId, ids));
    await tx
      .update(candidates)
      .set({ text: '' })
      .where(and(inArray(candidates.askId, ids), isNotNull(candidates.text)));
    await tx.update(comparisons).set({ reasoning: '', answer: '', notes: [] }).where(inArray(comparisons.askId, ids));
    await tx.update(shadowComparisons).set({ reasoning: '', answer: '' }).where(inArray(shadowComparisons.askId, ids));
    await tx
      .update(challengerComparisons)
      .set({ reasoning: '', answer: '' })
      .where(inArray(challengerComparisons.askId, ids));
    await tx
      .update(rubrics)
      .set({ text: '' })
      .where(and(inArray(rubrics.askId, ids), isNotNull(rubrics.text)));
    await tx.update(reports).set({ words: '' }).where(inArray(reports.askId, ids));
    const theirBallots = tx.select({ id: ballots.id }).from(ballots).where(inArray(ballots.askId, ids));
    await tx
      .update(votes)
      .set({ reasonText: null })
      .where(and(inArray(votes.ballotId, theirBallots), isNotNull(votes.reasonText)));
    return ids.length;
  });
}

/**
 * Empties the words of reports that were sent after their ask's texts had been emptied. They are kept as long
 * as other texts, counted from the day of the report.
 */
export async function emptyLateReports(db: Db, days: number, now: Date): Promise<void> {
  const kept = sql`least(${days}::int, coalesce((select retention_days from guild_settings g where g.guild_id = ${reports.guildId}), ${days}::int))`;
  await db
    .update(reports)
    .set({ words: '' })
    .where(
      and(
        ne(reports.words, ''),
        sql`${reports.createdAt} < ${now.toISOString()}::timestamptz - make_interval(days => ${kept})`,
        sql`exists (select from ${asks} where ${asks.id} = ${reports.askId} and ${asks.purgedAt} is not null)`,
      ),
    );
}

/**
 * Deletes the interaction tokens of asks that were created before `before`.
 *
 * @returns how many tokens were deleted.
 */
export async function emptyTokens(db: Db, before: Date): Promise<number> {
  const rows = await db
    .update(asks)
    .set({ interactionToken: null })
    .where(and(isNotNull(asks.interactionToken), lt(asks.createdAt, before)))
    .returning({ id: asks.id });
  return rows.length;
}

/**
 * Deletes audit entries that were written before `before`.
 *
 * @returns how many entries were deleted.
 */
export async function deleteOldAudit(db: Db, before: Date): Promise<number> {
  return (await db.delete(audit).where(lt(audit.createdAt, before)).returning({ id: audit.id })).length;
}
