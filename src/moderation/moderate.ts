import type { Database } from '../../db/client.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { lockToDelete } from '../../db/repo/asks.ts';
import { deletionOf, insertAudit } from '../../db/repo/audit.ts';
import { ballotOfAsk } from '../../db/repo/ballots.ts';
import { candidatesOf } from '../../db/repo/candidates.ts';
import { deleteAsk } from '../../db/repo/erase.ts';
import { getGuildSettings } from '../../db/repo/guild-settings.ts';
import {
  block,
  getReported,
  type HangsOn,
  hangsOn,
  isBlocked,
  postedReports,
  setHidden,
  settleReports,
  unblock,
} from '../../db/repo/reports.ts';
import type { Context } from '../context.ts';
import { takeOffDiscord } from '../privacy/erase.ts';
import type { Decision } from './acts.ts';
import { answersMeant } from './meant.ts';
import { threadOf } from './thread-of.ts';

/** A moderator's decision about a report. */
export interface Moderating {
  reportId: string;
  guildId: string;
  moderatorHash: string;
  act: Decision;
}

/**
 * Carries out a moderator's decision about a report and records it in the audit, in one transaction.
 * Idempotent, apart from the audit entry. A deletion has one entry, however often it is sent.
 *
 * @returns null when this server has no such report, or its ask was deleted before.
 */
export async function moderate(
  context: Context,
  { reportId, guildId, moderatorHash, act }: Moderating,
): Promise<{ askId: string } | null> {
  const { database, queue } = context;
  const now = context.now();
  return inTransaction(database, async (tx) => {
    const found = await getReported(tx, guildId, reportId);
    if (!found) return null;
    const { ask } = found;
    const note = (action: string, more: Partial<Record<string, string | number>> = {}) =>
      insertAudit(tx, {
        guildId,
        actorHash: moderatorHash,
        action,
        details: { askId: ask.id, ...more } as Record<string, string | number>,
        createdAt: now,
      });
    if (act === 'erase') {
      if (!(await lockToDelete(tx, ask.id))) return null;
      const { answers, votes, reportIds } = await hangsOn(tx, ask.id);
      const { messages } = await deleteAsk(tx, ask.id);
      await takeOffDiscord(tx, queue, messages);
      await note('report-delete', { answers, votes, reportIds: reportIds.join(' ') });
      return { askId: ask.id };
    }
    await note(`report-${act}`);
    switch (act) {
      case 'hide':
        await setHidden(tx, ask.id, now);
        await takeOffDiscord(tx, queue, threadOf(ask));
        await settleReports(tx, ask.id, 'hidden', now);
        break;
      case 'show':
        await setHidden(tx, ask.id, null);
        break;
      case 'block':
        await block(tx, guildId, ask.askerHash);
        await settleReports(tx, ask.id, 'blocked', now);
        break;
      case 'unblock':
        await unblock(tx, guildId, ask.askerHash);
        break;
      case 'dismiss':
        await settleReports(tx, ask.id, 'dismissed', now);
    }
    return { askId: ask.id };
  });
}

/**
 * Reads a report with the state of its answer and of its asker, and the answers that it is about.
 *
 * @returns null when the report was deleted with its ask.
 */
export async function reportOf(database: Database, guildId: string, reportId: string) {
  const { db } = database;
  const found = await getReported(db, guildId, reportId);
  if (!found) return null;
  const { report, ask } = found;
  const [ballot, candidates, blocked] = await Promise.all([
    ballotOfAsk(db, ask.id),
    candidatesOf(db, ask.id, 'legible'),
    isBlocked(db, guildId, ask.askerHash),
  ]);
  const answers = answersMeant(report.slot, ask, ballot, candidates);
  return { ...found, answers, hidden: ask.hiddenAt !== null, blocked };
}

/** What a moderator's deletion would take with it. */
export const atStake = ({ db }: Database, askId: string): Promise<HangsOn> => hangsOn(db, askId);

/**
 * Reads how a report went away: who of the moderators deleted it with its question, and what went with it.
 *
 * @returns null when no moderator did.
 */
export async function deletedWith({ db }: Database, guildId: string, reportId: string, moderatorHash: string) {
  const found = await deletionOf(db, guildId, reportId);
  return found && { ...found, byYou: found.actorHash === moderatorHash };
}

/** The posted reports about an ask, whose messages show what was decided. */
export async function postedAbout(database: Database, guildId: string, askId: string) {
  const ids = await postedReports(database.db, askId);
  const all = await Promise.all(ids.map(({ id }) => reportOf(database, guildId, id)));
  return all.filter((one) => one !== null);
}

/**
 * Reads a report together with the channel that the server has chosen for reports.
 *
 * @returns null when the server has chosen none or the report is gone. `/reports` still lists open ones.
 */
export async function reportToPost(database: Database, { guildId, reportId }: { guildId: string; reportId: string }) {
  const channelId = (await getGuildSettings(database.db, guildId))?.logChannelId;
  const found = channelId ? await reportOf(database, guildId, reportId) : null;
  return channelId && found ? { ...found, channelId } : null;
}
