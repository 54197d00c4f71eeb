import type { Database, Db } from '../../db/client.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { deletePerson, type ErasedMessage, type ErasedPerson } from '../../db/repo/erase.ts';
import { dayOf } from '../limits/limits.ts';
import type { Queue } from '../ops/queue.ts';

/**
 * Deletes all that is kept of one person, in one transaction, and has their answers taken off Discord; so too what others had made from their words.
 * Votes of others on a deleted ask go with it: they are about texts that are no longer there. A worker that is running one of the asks writes
 * nothing more.
 */
export async function erasePerson(
  database: Database,
  queue: Queue,
  hash: string,
  now: Date,
): Promise<Omit<ErasedPerson, 'messages'>> {
  return inTransaction(database, async (tx) => {
    const { messages, ...gone } = await deletePerson(tx, hash, dayOf(now).from);
    await takeOffDiscord(tx, queue, messages);
    return gone;
  });
}

export async function takeOffDiscord(tx: Db, queue: Queue, messages: readonly ErasedMessage[]): Promise<void> {
  for (const { about, channelId, messageId, language } of messages)
    await queue.send(tx, 'message-erase', { about, channelId, messageId, ...(language ? { language } : {}) });
}
