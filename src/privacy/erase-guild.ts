import type { Database } from '../../db/client.ts';
import { takeLock } from '../../db/repo/advisory-locks.ts';
import { deleteGuild, deletePurgeJobs, knownGuilds } from '../../db/repo/erase.ts';
import type { Context } from '../context.ts';
import { DAY_MS } from '../terms.ts';

/**
 * Days before the data of a server that removed the bot is deleted. Inviting the bot back cancels the
 * deletion.
 */
export const GRACE_DAYS = 7;

/** Schedules the deletion of a server's data after the days of grace, in place of an earlier schedule. */
export async function planGuildPurge({ database, queue, now }: Context, guildId: string): Promise<void> {
  const due = new Date(now().getTime() + GRACE_DAYS * DAY_MS);
  await database.db.transaction(async (tx) => {
    await takeLock(tx, turnOf(guildId));
    await deletePurgeJobs(tx, guildId);
    await queue.send(tx, 'guild-purge', { guildId }, due);
  });
}

/**
 * Schedules the deletions that were missed because no process was listening when a server removed the bot. A
 * server whose deletion is already scheduled keeps its date.
 *
 * @param isGone whether the bot is out of a server.
 * @returns how many deletions were scheduled.
 */
export async function planMissedPurges(context: Context, isGone: (guildId: string) => boolean): Promise<number> {
  const gone = (await knownGuilds(context.database.db)).filter(isGone);
  for (const guildId of gone) await planGuildPurge(context, guildId);
  return gone.length;
}

/** Cancels the scheduled deletion of a server's data. */
export const cancelGuildPurge = ({ database }: Pick<Context, 'database'>, guildId: string): Promise<void> =>
  database.db.transaction(async (tx) => {
    await takeLock(tx, turnOf(guildId));
    await deletePurgeJobs(tx, guildId);
  });

/**
 * The advisory lock of one server's schedule. Without it two processes that hear of one removal would both
 * schedule.
 */
const turnOf = (guildId: string) => `purge ${guildId}`;

/** Rolls the transaction back: the server has invited the bot again. */
class IsBack extends Error {}

/**
 * Deletes all data of a server, in one transaction.
 *
 * @param isGone whether the bot is out of the server. It is asked again at the end, before the commit.
 * @returns null when the server has invited the bot again, also during the deletion. Nothing is deleted then.
 * @throws what `isGone` throws; nothing is deleted then.
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
