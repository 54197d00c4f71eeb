import type { Database } from '../../db/client.ts';
import { unfinishedFrom } from '../../db/repo/asks.ts';
import { overdueBallots } from '../../db/repo/ballots.ts';
import type { Queue } from '../ops/queue.ts';

const HOUR = 3600 * 1000;
/** Longer than all tries of a job together. */
const GIVEN_UP_HOURS = 24;
/** So many of each at once; the next hour takes the rest. */
const MOST = 500;

/**
 * Takes up what no job waits for any more: the queue drops jobs that nobody did for two weeks, and a database may come back from a backup. An ask that
 * never ended would count against its asker for ever, and an open ballot in no figure. How many there were.
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
