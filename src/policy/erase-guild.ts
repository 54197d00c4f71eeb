import type { Database } from '../../db/client.ts';
import { deleteGuild, deletePurgeJobs } from '../../db/repo/erase.ts';
import type { Queue } from '../ops/queue.ts';

/** A server that removed the bot by mistake has so long to bring it back. */
export const GRACE_DAYS = 7;
const DAY = 24 * 3600 * 1000;

/** The server's data is deleted after the days of grace, unless the bot is back by then. */
export async function planGuildPurge(database: Database, queue: Queue, guildId: string, now: Date): Promise<void> {
  await database.db.transaction(async (tx) => {
    await deletePurgeJobs(tx, guildId);
    await queue.send(tx, 'guild-purge', { guildId }, new Date(now.getTime() + GRACE_DAYS * DAY));
  });
}

export const cancelGuildPurge = (database: Database, guildId: string): Promise<void> =>
  deletePurgeJobs(database.db, guildId);

export const purgeGuild = (database: Database, guildId: string): Promise<{ asks: number }> =>
  database.db.transaction((tx) => deleteGuild(tx, guildId));
