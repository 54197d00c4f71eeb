import type { Database } from '../../db/client.ts';
import type { Ballot } from '../../db/repo/ballots.ts';
import { getGuildSettings } from '../../db/repo/guild-settings.ts';
import { hasPeeked } from '../../db/repo/peeks.ts';
import { isPickHidden } from '../ballots/rules.ts';
import { type AskSnapshot, loadSnapshot } from './snapshot.ts';

/** The answer to a member who asks why a candidate was picked. */
export type Why =
  | { kind: 'told'; snapshot: AskSnapshot; ballot: Ballot }
  | { kind: 'unknown' }
  /** The ballot is still open, and the explanation would reveal a pick that this person does not know. */
  | { kind: 'too-early' }
  | { kind: 'not-allowed' };

/**
 * Loads the explanation of a pick for a member. A member may read it in the ask's own channel once the pick
 * is known to them, by their vote or because the ballot has closed, unless the server has turned it off.
 */
export async function readWhy(
  { db }: Database,
  askId: string,
  reader: { guildId: string | null; channelId: string; hash: string },
): Promise<Why> {
  const snapshot = await loadSnapshot(db, askId);
  const { ask, ballot } = snapshot ?? {};
  if (!snapshot || !ask || !ballot || ask.private || ask.hiddenAt || !ask.guildId) return { kind: 'unknown' };
  if (ask.guildId !== reader.guildId || ask.channelId !== reader.channelId) return { kind: 'unknown' };
  const isKnown =
    ballot.closedAt !== null || (!isPickHidden({ ask, ballot }) && (await hasPeeked(db, ballot.id, reader.hash)));
  if (!isKnown) return { kind: 'too-early' };
  const settings = await getGuildSettings(db, ask.guildId);
  return settings?.membersMaySeeWhy === false ? { kind: 'not-allowed' } : { kind: 'told', snapshot, ballot };
}
