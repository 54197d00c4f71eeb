import { and, count, desc, eq, inArray, ne, not } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { audit } from '../schema/audit.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { columnsOf } from '../schema/columns.ts';
import { blocks, reports } from '../schema/reports.ts';
import { settingsDrafts } from '../schema/settings-drafts.ts';
import { usage } from '../schema/usage.ts';
import { peeks, votes } from '../schema/votes.ts';
import { isSettled } from './counting.ts';
import { holdsWordsOf } from './whose-words.ts';

/** @returns how much is stored about a person. `lent` counts asks of others that contain their words. */
export async function countOf(db: Db, hash: string): Promise<{ asks: number; lent: number; votes: number }> {
  const [asked] = await db.select({ n: count() }).from(asks).where(eq(asks.askerHash, hash));
  const [lent] = await db
    .select({ n: count() })
    .from(asks)
    .where(and(holdsWordsOf(hash), ne(asks.askerHash, hash)));
  const [voted] = await db
    .select({ n: count() })
    .from(votes)
    .where(and(eq(votes.voterHash, hash), votes.current));
  return { asks: asked?.n ?? 0, lent: lent?.n ?? 0, votes: voted?.n ?? 0 };
}

/** @returns a person's asks, newest first. */
export const asksOf = (db: Db, hash: string, limit: number) =>
  db
    .select(columnsOf(asks, 'legible'))
    .from(asks)
    .where(eq(asks.askerHash, hash))
    .orderBy(desc(asks.createdAt))
    .limit(limit);

/** @returns asks of others whose prompt this person wrote, newest first. Without their askers and answers. */
export const promptsBy = (db: Db, hash: string, limit: number) =>
  db
    .select({
      askId: asks.id,
      guildId: asks.guildId,
      channelId: asks.channelId,
      source: asks.source,
      prompt: asks.prompt,
      fileName: asks.fileName,
      fileText: asks.fileText,
      createdAt: asks.createdAt,
    })
    .from(asks)
    .where(eq(asks.promptBy, hash))
    .orderBy(desc(asks.createdAt))
    .limit(limit);

/** @returns those of the asks that people can still vote on, now or later. */
export async function openAmong(db: Db, askIds: string[]): Promise<Set<string>> {
  const rows = await db
    .select({ askId: asks.id })
    .from(asks)
    .where(and(inArray(asks.id, askIds), not(isSettled())));
  return new Set(rows.map(({ askId }) => askId));
}

/** @returns the candidates of the asks. */
export const repliesTo = (db: Db, askIds: string[]) =>
  db
    .select({
      askId: candidates.askId,
      slot: candidates.slot,
      model: candidates.model,
      text: columnsOf(candidates, 'legible').text,
    })
    .from(candidates)
    .where(inArray(candidates.askId, askIds));

/** @returns every vote that a person ever cast, including replaced ones, newest first. */
export const votesOf = (db: Db, hash: string) =>
  db
    .select({ vote: columnsOf(votes, 'legible'), askId: ballots.askId })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .where(eq(votes.voterHash, hash))
    .orderBy(desc(votes.createdAt));

/** @returns what a person's asks cost. */
export const usageOf = (db: Db, hash: string) => db.select().from(usage).where(eq(usage.askerHash, hash));

/** @returns a person's reports, with their words. */
export const reportsOf = (db: Db, hash: string) =>
  db
    .select({
      askId: reports.askId,
      guildId: reports.guildId,
      reason: reports.reason,
      slot: reports.slot,
      words: columnsOf(reports, 'legible').words,
      state: reports.state,
      createdAt: reports.createdAt,
    })
    .from(reports)
    .where(eq(reports.reporterHash, hash));

/** @returns the servers on which moderators have blocked a person. */
export const blocksOf = (db: Db, hash: string) =>
  db.select({ guildId: blocks.guildId, createdAt: blocks.createdAt }).from(blocks).where(eq(blocks.personHash, hash));

/** @returns what a person did as a moderator or manager. */
export const auditOf = (db: Db, hash: string) =>
  db
    .select({ guildId: audit.guildId, action: audit.action, details: audit.details, createdAt: audit.createdAt })
    .from(audit)
    .where(eq(audit.actorHash, hash));

/** @returns the ballots whose pick a person was shown before closing. */
export const peeksOf = (db: Db, hash: string) =>
  db.select({ ballotId: peeks.ballotId, createdAt: peeks.createdAt }).from(peeks).where(eq(peeks.voterHash, hash));

/** @returns a manager's unsaved changes of settings. */
export const draftsOf = (db: Db, hash: string) =>
  db
    .select({ guildId: settingsDrafts.guildId, change: settingsDrafts.change, createdAt: settingsDrafts.createdAt })
    .from(settingsDrafts)
    .where(eq(settingsDrafts.actorHash, hash));
