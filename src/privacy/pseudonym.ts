import { createHmac } from 'node:crypto';

/**
 * Pseudonymises a Discord user id: HMAC-SHA-256, cut to 128 bits, as 32 hexadecimal digits. The key is kept
 * outside the database, so a copy of the database alone does not reveal who voted.
 */
export const pseudonym = (key: string, userId: string): string =>
  createHmac('sha256', key).update(`discord user ${userId}`).digest('hex').slice(0, 32);
