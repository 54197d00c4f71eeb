import type { Database } from '../../db/client.ts';
import { takeLock } from '../../db/repo/advisory-locks.ts';
import { deleteGuild, deletePurgeJobs, knownGuilds } from '../../db/repo/erase.ts';
import type { Queue } from '../ops/queue.ts';
import { DAY_MS } from '../terms.ts';

/** A server that removed the bot by mistake has so long to bring it back. */
export const GRACE_DAYS = 7;

/** The server's data is deleted after the days of grace, unless the bot is back by then. */
export async function planGuildPurge(database: Database, queue: Queue, guildId: string, now: Date): Promise<void> {
  await database.db.transaction(async (tx) => {
    await takeLock(tx, turnOf(guildId));
    await deletePurgeJobs(tx, guildId);
    await queue.send(tx, 'guild-purge', { guildId }, new Date(now.getTime() + GRACE_DAYS * DAY_MS));
  });
}

/**
 * Plans what was missed: a server that removed the bot while no process was listening. `isGone` says of a server that we know whether the bot is out
 * of it; one whose purge is planned already keeps its day.
 */
export async function planMissedPurges(
  database: Database,
  queue: Queue,
  isGone: (guildId: string) => boolean,
  now: Date,
): Promise<number> {
  const gone = (await knownGuilds(database.db)).filter(isGone);
  for (const guildId of gone) await planGuildPurge(database, queue, guildId, now);
  return gone.length;
}

export const cancelGuildPurge = (database: Database, guildId: string): Promise<void> =>
  database.db.transaction(async (tx) => {
    await takeLock(tx, turnOf(guildId));
    await deletePurgeJobs(tx, guildId);
  });

/** Plans and cancellations of one server come one at a time, or two processes that hear of one removal would plan two. */
const turnOf = (guildId: string) => `purge ${guildId}`;

class IsBack extends Error {}

/**
 * Deletes all of a server. `isGone` says whether the bot is out of it, and is asked at the end once more: a server that brings the bot back while it is
 * being purged keeps everything, and gives null. @throws what `isGone` throws; nothing is deleted then.
 */
export async function purgeGuild(
  database: Database,
  guildId: string,
  isGone: (guildId: string) => Promise<boolean>,
): Promise<{ asks: number } | null> {
  if (!(await isGone(guildId))) return null;
  try {
    return await database.db.transaction(async (tx) => {
      const gone = await deleteGuild(tx, guildId);
      if (!(await isGone(guildId))) throw new IsBack();
      return gone;
    });
  } catch (error) {
    if (error instanceof IsBack) return null;
    throw error;
  }
}
