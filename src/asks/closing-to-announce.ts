import type { Db } from '../../db/client.ts';
import type { Ballot } from '../../db/repo/ballots.ts';
import { getGuildSettings } from '../../db/repo/guild-settings.ts';
import { type AskSnapshot, loadSnapshot } from './snapshot.ts';

/** A closing that the channel is to be told of, or that opens a thread. At least one of both. */
export interface Closing {
  snapshot: AskSnapshot;
  ballot: Ballot;
  messageId: string;
  /** Whether the channel is told that voting has closed. */
  say: boolean;
  /** Whether a thread is opened from the message. */
  thread: boolean;
}

/**
 * Reads what the channel is to be told of a closing.
 *
 * @returns null when the server does not want it, when it was told before, and when there is no message to
 *   reply to.
 */
export async function closingToAnnounce(db: Db, askId: string): Promise<Closing | null> {
  const snapshot = await loadSnapshot(db, askId);
  if (!snapshot?.ballot?.closedAt || snapshot.ballot.announcedAt !== null) return null;
  const { ask, ballot } = snapshot;
  if (!ask.guildId || ask.messageId === null || ask.hiddenAt !== null || ask.private) return null;
  const settings = await getGuildSettings(db, ask.guildId);
  const [say, thread] = [settings?.announceClose === true, settings?.threadAtClose === true];
  return say || thread ? { snapshot, ballot, messageId: ask.messageId, say, thread } : null;
}
