import type { Database } from '../../db/client.ts';
import { insertAudit } from '../../db/repo/audit.ts';
import { insertPeeks } from '../../db/repo/votes.ts';
import { type AskSnapshot, loadSnapshot } from './snapshot.ts';

/**
 * What a moderator may read about an ask of their own server; null for any other, and for private asks. The reading is noted in the
 * audit, and the reader's later vote is not taken for a blind one.
 */
export async function readReasoning(
  database: Database,
  askId: string,
  reader: { guildId: string | null; hash: string },
): Promise<AskSnapshot | null> {
  const snapshot = await loadSnapshot(database.db, askId);
  if (!snapshot || !reader.guildId || snapshot.ask.guildId !== reader.guildId || snapshot.ask.private) return null;
  const { ballot } = snapshot;
  await database.db.transaction(async (tx) => {
    await insertAudit(tx, {
      guildId: reader.guildId,
      actorHash: reader.hash,
      action: 'reasoning-read',
      details: { askId },
    });
    if (ballot && !ballot.closedAt) await insertPeeks(tx, [{ ballotId: ballot.id, voterHash: reader.hash }]);
  });
  return snapshot;
}
