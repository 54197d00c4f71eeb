import type { Database, Db } from '../../db/client.ts';
import { deletePerson, type ErasedAsk } from '../../db/repo/erase.ts';
import type { Queue } from '../ops/queue.ts';

/**
 * Deletes all that is kept of one person, in one transaction, and has their answers taken off Discord. Votes of others on a deleted ask
 * go with it: they are about texts that are no longer there. A worker that is running one of the asks writes nothing more.
 */
export async function erasePerson(
  database: Database,
  queue: Queue,
  hash: string,
): Promise<{ asks: number; votes: number }> {
  return database.db.transaction(async (tx) => {
    const gone = await deletePerson(tx, hash);
    await takeOffDiscord(tx, queue, gone.asks);
    return { asks: gone.asks.length, votes: gone.votes };
  });
}

export async function takeOffDiscord(tx: Db, queue: Queue, gone: readonly ErasedAsk[]): Promise<void> {
  for (const { channelId, messageId, language } of gone)
    if (messageId !== null)
      await queue.send(tx, 'message-erase', { channelId, messageId, ...(language ? { language } : {}) });
}
