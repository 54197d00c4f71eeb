import { randomBytes } from 'node:crypto';

/**
 * Draws a new ask's seed: 128 random bits as 32 hexadecimal digits. Every random choice of the ask derives
 * from this seed alone. A seed made from an id that Discord or a custom_id shows would let anyone work out
 * the pick before voting.
 */
export const newSeed = (): string => randomBytes(16).toString('hex');
