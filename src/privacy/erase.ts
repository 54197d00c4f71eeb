import type { Db } from '../../db/client.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { deletePerson, type ErasedMessage, type ErasedPerson } from '../../db/repo/erase.ts';
import type { Context } from '../context.ts';
import { dayOf } from '../limits/limits.ts';
import type { Queue } from '../ops/queue.ts';

/**
 * Deletes everything stored about one person, in one transaction, and schedules the removal of their answers.
 * That includes the asks of others that contain their words. Other people's votes on a deleted ask are
 * deleted too, because the texts that they judge are gone. A worker that is running one of the asks writes
 * nothing more.
 *
 * @param hash keyed hash of the person.
 */
export async function erasePerson(
  { database, queue, now }: Context,
  hash: string,
): Promise<Omit<ErasedPerson, 'messages'>> {
  const today = dayOf(now()).from;
  return inTransaction(database, async (tx) => {
    const { messages, ...gone } = await deletePerson(tx, hash, today);
    await takeOffDiscord(tx, queue, messages);
    return gone;
  });
}

/** Schedules the removal of messages from Discord, in the transaction that deletes what they show. */
export async function takeOffDiscord(tx: Db, queue: Queue, messages: readonly ErasedMessage[]): Promise<void> {
  for (const { about, channelId, messageId, language } of messages)
    await queue.send(tx, 'message-erase', { about, channelId, messageId, ...(language ? { language } : {}) });
}
