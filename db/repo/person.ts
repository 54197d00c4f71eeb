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

/** How much is kept of a person; `lent`: asks of others that hold their words. */
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

/** A person's asks, newest first. */
export const asksOf = (db: Db, hash: string, limit: number) =>
  db
    .select(columnsOf(asks, 'legible'))
    .from(asks)
    .where(eq(asks.askerHash, hash))
    .orderBy(desc(asks.createdAt))
    .limit(limit);

/** What a person wrote and somebody else put as a question, newest first. Nothing of whoever put it, and no answer. */
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

/** Those of these asks that people can still vote on, or will. */
export async function openAmong(db: Db, askIds: string[]): Promise<Set<string>> {
  const rows = await db
    .select({ askId: asks.id })
    .from(asks)
    .where(and(inArray(asks.id, askIds), not(isSettled())));
  return new Set(rows.map(({ askId }) => askId));
}

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

/** Every choice that a person ever made, changed ones too. */
export const votesOf = (db: Db, hash: string) =>
  db
    .select({ vote: columnsOf(votes, 'legible'), askId: ballots.askId })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .where(eq(votes.voterHash, hash))
    .orderBy(desc(votes.createdAt));

export const usageOf = (db: Db, hash: string) => db.select().from(usage).where(eq(usage.askerHash, hash));

/** What a person reported, in their own words. */
export const reportsOf = (db: Db, hash: string) =>
  db
    .select({
      ...{
        askId: reports.askId,
        guildId: reports.guildId,
        reason: reports.reason,
        words: columnsOf(reports, 'legible').words,
      },
      state: reports.state,
      createdAt: reports.createdAt,
    })
    .from(reports)
    .where(eq(reports.reporterHash, hash));

/** Where moderators let a person neither ask nor vote. */
export const blocksOf = (db: Db, hash: string) =>
  db.select({ guildId: blocks.guildId, createdAt: blocks.createdAt }).from(blocks).where(eq(blocks.personHash, hash));

/** What a person did as a moderator or manager. */
export const auditOf = (db: Db, hash: string) =>
  db
    .select({ guildId: audit.guildId, action: audit.action, details: audit.details, createdAt: audit.createdAt })
    .from(audit)
    .where(eq(audit.actorHash, hash));

/** Ballots whose pick a person was shown before they closed. */
export const peeksOf = (db: Db, hash: string) =>
  db.select({ ballotId: peeks.ballotId, createdAt: peeks.createdAt }).from(peeks).where(eq(peeks.voterHash, hash));

/** What a manager has changed in the settings and not saved. */
export const draftsOf = (db: Db, hash: string) =>
  db
    .select({ guildId: settingsDrafts.guildId, change: settingsDrafts.change, createdAt: settingsDrafts.createdAt })
    .from(settingsDrafts)
    .where(eq(settingsDrafts.actorHash, hash));
