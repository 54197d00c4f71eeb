import type { Database } from '../../db/client.ts';
import { holdAsk } from '../../db/repo/asks.ts';
import { insertAudit } from '../../db/repo/audit.ts';
import { insertPeekOfAsk } from '../../db/repo/peeks.ts';
import { type AskSnapshot, loadSnapshot } from './snapshot.ts';

/**
 * What a moderator may read about an ask of their own server; null for any other, and for private asks. The reading is noted in the
 * audit, and the reader's later vote is not taken for a blind one, on a ballot that opens later either.
 */
export async function readReasoning(
  database: Database,
  askId: string,
  reader: { guildId: string | null; hash: string },
): Promise<AskSnapshot | null> {
  const snapshot = await loadSnapshot(database.db, askId);
  if (!snapshot || !reader.guildId || snapshot.ask.guildId !== reader.guildId || snapshot.ask.private) return null;
  await database.db.transaction(async (tx) => {
    // A ballot that opens meanwhile is either there by now, or finds this reading in the audit.
    await holdAsk(tx, askId);
    await insertAudit(tx, {
      guildId: reader.guildId,
      actorHash: reader.hash,
      action: 'reasoning-read',
      details: { askId },
    });
    await insertPeekOfAsk(tx, askId, reader.hash);
  });
  return snapshot;
}
