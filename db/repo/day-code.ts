import { createHash } from 'node:crypto';

const MARK = 'day ';

/**
 * The code that replaces a deleted person's hash on their spending of one day. Without it, people could reset
 * their daily limits by deleting their data. It derives from hash and day, occurs in no other row, and is
 * forgotten when the day is over.
 *
 * @param day the start of the UTC day.
 */
export const dayCode = (hash: string, day: Date): string =>
  MARK + createHash('sha256').update(`${hash} ${day.toISOString()}`).digest('hex').slice(0, 28);

/** LIKE pattern of every such code. */
export const anyDayCode = `${MARK}%`;
