import type { Database } from '../../db/client.ts';
import { unfinishedFrom } from '../../db/repo/asks.ts';
import { overdueBallots } from '../../db/repo/ballots.ts';
import type { Queue } from '../ops/queue.ts';

const HOUR = 3600 * 1000;
/** Longer than all tries of a job take together. */
const GIVEN_UP_HOURS = 24;
/** The most asks and the most ballots in one run. The next run, an hour later, takes the rest. */
const MOST = 500;

/**
 * Schedules the end of asks and ballots whose own job was lost: the ask fails, the ballot closes. pg-boss
 * drops jobs that nobody took for two weeks, and a database may be restored from a backup. An ask that never
 * ends would count against its asker's limit for ever. An open ballot is in no figure.
 *
 * @returns how many asks and ballots were found.
 */
export async function takeUpLeftOver(
  { db }: Database,
  queue: Queue,
  now: Date,
): Promise<{ asks: number; ballots: number }> {
  const before = new Date(now.getTime() - GIVEN_UP_HOURS * HOUR);
  const hung = await unfinishedFrom(db, before, MOST);
  for (const askId of hung) await queue.send(db, 'ask-given-up', { askId });
  const overdue = await overdueBallots(db, new Date(now.getTime() - HOUR), MOST);
  for (const ballotId of overdue) await queue.send(db, 'ballot-close', { ballotId });
  return { asks: hung.length, ballots: overdue.length };
}
