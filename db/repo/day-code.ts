import { createHash } from 'node:crypto';

const MARK = 'day ';

/**
 * What a day's spending of a person is kept under who had their data deleted: a limit must not be filled up again by that. It is drawn from the
 * hash and the day, stands in no other row, and is forgotten when the day is over.
 */
export const dayCode = (hash: string, day: Date): string =>
  MARK + createHash('sha256').update(`${hash} ${day.toISOString()}`).digest('hex').slice(0, 28);

export const anyDayCode = `${MARK}%`;
