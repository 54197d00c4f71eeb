import { createHmac } from 'node:crypto';

/**
 * A person's name in our tables: a keyed hash of the Discord id, 128 bits as 32 hexadecimal digits. The key is kept outside the
 * database, so that a copy of the database alone tells nothing about who voted.
 */
export const pseudonym = (key: string, userId: string): string =>
  createHmac('sha256', key).update(`discord user ${userId}`).digest('hex').slice(0, 32);
