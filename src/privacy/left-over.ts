import { unfinishedFrom } from '../../db/repo/asks.ts';
import { overdueBallots } from '../../db/repo/ballots.ts';
import type { Context } from '../context.ts';
import { HOUR_MS } from '../terms.ts';

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
export async function takeUpLeftOver({
  database: { db },
  queue,
  now,
}: Context): Promise<{ asks: number; ballots: number }> {
  const at = now().getTime();
  const before = new Date(at - GIVEN_UP_HOURS * HOUR_MS);
  const hung = await unfinishedFrom(db, before, MOST);
  for (const askId of hung) await queue.send(db, 'ask-given-up', { askId });
  const overdue = await overdueBallots(db, new Date(at - HOUR_MS), MOST);
  for (const ballotId of overdue) await queue.send(db, 'ballot-close', { ballotId });
  return { asks: hung.length, ballots: overdue.length };
}
