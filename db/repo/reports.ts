import { and, count, desc, eq, gt, isNotNull, ne, not, or } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { columnsOf } from '../schema/columns.ts';
import { blocks, type ReportState, reports } from '../schema/reports.ts';
import { votes } from '../schema/votes.ts';
import type { Ask } from './asks.ts';

/** One report, with its words decrypted. */
export type Report = typeof reports.$inferSelect;
/** The columns of a new report. Those with a default may be absent. */
export type NewReport = typeof reports.$inferInsert;

/**
 * Writes a report.
 *
 * @returns null when this person has already reported this answer.
 */
export async function insertReport(db: Db, report: NewReport): Promise<Report | null> {
  return (await db.insert(reports).values(report).onConflictDoNothing().returning())[0] ?? null;
}

/** @returns how many reports a person has sent after `since`. */
export async function countReportsSince(db: Db, reporterHash: string, since: Date): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(reports)
    .where(and(eq(reports.reporterHash, reporterHash), gt(reports.createdAt, since)));
  return row?.count ?? 0;
}

/**
 * Stores where a report was posted.
 *
 * @returns false when the report has been deleted meanwhile.
 */
export async function setReportMessage(
  db: Db,
  id: string,
  place: { channelId: string; messageId: string },
): Promise<boolean> {
  return (await db.update(reports).set(place).where(eq(reports.id, id)).returning({ id: reports.id })).length > 0;
}

/** Moderators see a report of a private question only when its own asker sent it. */
const forModerators = or(not(asks.private), eq(reports.reporterHash, asks.askerHash));

/** @returns a report of this server with its ask, or null when there is none that moderators may see. */
export async function getReported(db: Db, guildId: string, id: string): Promise<{ report: Report; ask: Ask } | null> {
  const rows = await db
    .select({ report: columnsOf(reports, 'legible'), ask: columnsOf(asks, 'legible') })
    .from(reports)
    .innerJoin(asks, eq(asks.id, reports.askId))
    .where(and(eq(reports.id, id), eq(reports.guildId, guildId), forModerators));
  return rows[0] ?? null;
}

/** @returns the ids of a server's reports: the open ones, or those that are decided. Newest first. */
export async function listReports(
  db: Db,
  guildId: string,
  list: 'open' | 'decided',
  limit: number,
): Promise<Pick<Report, 'id'>[]> {
  const isListed = list === 'open' ? eq(reports.state, 'open') : ne(reports.state, 'open');
  return db
    .select({ id: reports.id })
    .from(reports)
    .innerJoin(asks, eq(asks.id, reports.askId))
    .where(and(eq(reports.guildId, guildId), isListed, forModerators))
    .orderBy(desc(list === 'open' ? reports.createdAt : reports.settledAt))
    .limit(limit);
}

/** Sets every open report of an ask to `state`. */
export async function settleReports(db: Db, askId: string, state: ReportState, now: Date): Promise<void> {
  await db
    .update(reports)
    .set({ state, settledAt: now })
    .where(and(eq(reports.askId, askId), eq(reports.state, 'open')));
}

/** Hides an ask's answer; `hiddenAt` null shows it again. */
export async function setHidden(db: Db, askId: string, hiddenAt: Date | null): Promise<void> {
  await db.update(asks).set({ hiddenAt }).where(eq(asks.id, askId));
}

/** Blocks a person on a server. Idempotent. */
export async function block(db: Db, guildId: string, personHash: string): Promise<void> {
  await db.insert(blocks).values({ guildId, personHash }).onConflictDoNothing();
}

/**
 * Unblocks a person on a server.
 *
 * @returns false when the person was not blocked.
 */
export async function unblock(db: Db, guildId: string, personHash: string): Promise<boolean> {
  const rows = await db
    .delete(blocks)
    .where(and(eq(blocks.guildId, guildId), eq(blocks.personHash, personHash)))
    .returning({ personHash: blocks.personHash });
  return rows.length > 0;
}

/** Whether a person is blocked on a server. Nobody is in direct messages (`guildId` null). */
export async function isBlocked(db: Db, guildId: string | null, personHash: string): Promise<boolean> {
  if (guildId === null) return false;
  const rows = await db
    .select({ personHash: blocks.personHash })
    .from(blocks)
    .where(and(eq(blocks.guildId, guildId), eq(blocks.personHash, personHash)));
  return rows.length > 0;
}

/** What goes when an ask is deleted. */
export interface HangsOn {
  answers: number;
  /** Current votes, whoever cast them. */
  votes: number;
  reportIds: string[];
}

/** @returns what is deleted with an ask. A vote that is cast at this very moment may be missing. */
export async function hangsOn(db: Db, askId: string): Promise<HangsOn> {
  const [[written], [cast], said] = await Promise.all([
    db
      .select({ n: count() })
      .from(candidates)
      .where(and(eq(candidates.askId, askId), eq(candidates.state, 'done'))),
    db
      .select({ n: count() })
      .from(votes)
      .innerJoin(ballots, eq(ballots.id, votes.ballotId))
      .where(and(eq(ballots.askId, askId), votes.current)),
    db.select({ id: reports.id }).from(reports).where(eq(reports.askId, askId)),
  ]);
  return { answers: written?.n ?? 0, votes: cast?.n ?? 0, reportIds: said.map(({ id }) => id) };
}

/** @returns the posted reports of an ask, whose messages show its state. */
export async function postedReports(db: Db, askId: string): Promise<Pick<Report, 'id'>[]> {
  return db
    .select({ id: reports.id })
    .from(reports)
    .where(and(eq(reports.askId, askId), isNotNull(reports.messageId)));
}
