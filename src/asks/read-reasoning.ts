import type { Database } from '../../db/client.ts';
import { holdAsk } from '../../db/repo/asks.ts';
import { insertAudit } from '../../db/repo/audit.ts';
import { insertPeekOfAsk } from '../../db/repo/peeks.ts';
import { rubricsOf } from '../../db/repo/rubrics.ts';
import { type AskSnapshot, loadSnapshot } from './snapshot.ts';

/**
 * Loads what a moderator may read about an ask of their own server. Records the reading in the audit, and as
 * a peek: the moderator's later vote is not blind. That also holds for a ballot that opens only after the
 * reading.
 *
 * @returns null for an ask of another server, a private ask, and an unknown id.
 */
export async function readReasoning(
  database: Database,
  askId: string,
  reader: { guildId: string | null; hash: string },
): Promise<AskSnapshot | null> {
  const snapshot = await loadSnapshot(database.db, askId);
  if (!snapshot || !reader.guildId || snapshot.ask.guildId !== reader.guildId || snapshot.ask.private) return null;
  await database.db.transaction(async (tx) => {
    // Locks the ask. A ballot that is being opened is then either visible below, or it finds this audit
    // entry.
    await holdAsk(tx, askId);
    await insertAudit(tx, {
      guildId: reader.guildId,
      actorHash: reader.hash,
      action: 'reasoning-read',
      details: { askId },
    });
    await insertPeekOfAsk(tx, askId, reader.hash);
  });
  return { ...snapshot, rubrics: await rubricsOf(database.db, askId, 'legible') };
}
