import type { Database } from '../../db/client.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { insertAudit } from '../../db/repo/audit.ts';
import { deleteAsk } from '../../db/repo/erase.ts';
import { getGuildSettings } from '../../db/repo/guild-settings.ts';
import { block, getReported, isBlocked, setHidden, settleReports, unblock } from '../../db/repo/reports.ts';
import type { Queue } from '../ops/queue.ts';
import { takeOffDiscord } from '../privacy/erase.ts';
import type { ModerateAct } from './acts.ts';

export interface Moderating {
  reportId: string;
  guildId: string;
  moderatorHash: string;
  act: ModerateAct;
}

/** What came of it: the ask whose message must be edited, and what the report's message shows now. null: no such report on this server. */
export interface Moderated {
  askId: string;
  deleted: boolean;
}

/** Does what a moderator decided about a report, and notes it in the audit, in one transaction. Doing it twice changes nothing more. */
export async function moderate(
  database: Database,
  queue: Queue,
  { reportId, guildId, moderatorHash, act }: Moderating,
  now: Date,
): Promise<Moderated | null> {
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

/** How things stand with the answer and its asker; null where the report is gone with its ask. */
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

/** A report and the channel that its server wants it in; null where it wants none, or the report is gone. Then `/reports` shows what is open. */
export async function reportToPost(database: Database, { guildId, reportId }: { guildId: string; reportId: string }) {
  const channelId = (await getGuildSettings(database.db, guildId))?.logChannelId;
  const found = channelId ? await reportOf(database, guildId, reportId) : null;
  return channelId && found ? { ...found, channelId } : null;
}
