import type { Database } from '../../db/client.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { insertAudit } from '../../db/repo/audit.ts';
import { deleteAsk } from '../../db/repo/erase.ts';
import { getGuildSettings } from '../../db/repo/guild-settings.ts';
import { block, getReported, isBlocked, setHidden, settleReports, unblock } from '../../db/repo/reports.ts';
import type { Context } from '../context.ts';
import { takeOffDiscord } from '../privacy/erase.ts';
import type { ModerateAct } from './acts.ts';

/** A moderator's decision about a report. */
export interface Moderating {
  reportId: string;
  guildId: string;
  moderatorHash: string;
  act: ModerateAct;
}

/** The result of a decision: the ask whose message must be edited, and whether it was deleted. */
export interface Moderated {
  askId: string;
  deleted: boolean;
}

/**
 * Carries out a moderator's decision about a report and records it in the audit, in one transaction.
 * Idempotent, apart from the audit entry.
 *
 * @returns null when this server has no such report, or its ask was deleted.
 */
export async function moderate(
  context: Context,
  { reportId, guildId, moderatorHash, act }: Moderating,
): Promise<Moderated | null> {
  const { database, queue } = context;
  const now = context.now();
  return inTransaction(database, async (tx) => {
    const found = await getReported(tx, guildId, reportId);
    if (!found) return null;
    const { ask } = found;
    await insertAudit(tx, {
      guildId,
      actorHash: moderatorHash,
      action: `report-${act}`,
      details: { askId: ask.id },
      createdAt: now,
    });
    switch (act) {
      case 'hide':
        await setHidden(tx, ask.id, now);
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
        break;
      case 'delete': {
        const { messages } = await deleteAsk(tx, ask.id);
        await takeOffDiscord(tx, queue, messages);
      }
    }
    return { askId: ask.id, deleted: act === 'delete' };
  });
}

/**
 * Reads a report with the state of its answer and of its asker.
 *
 * @returns null when the report was deleted with its ask.
 */
export async function reportOf(database: Database, guildId: string, reportId: string) {
  const found = await getReported(database.db, guildId, reportId);
  if (!found) return null;
  const { ask } = found;
  return {
    ...found,
    hidden: ask.hiddenAt !== null,
    blocked: await isBlocked(database.db, guildId, ask.askerHash),
  };
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
