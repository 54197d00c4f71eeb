import { randomBytes } from 'node:crypto';

/**
 * A new ask's seed: 128 random bits as 32 hexadecimal digits. What is drawn for the ask hangs on this alone, because anything that Discord
 * or a custom_id shows would tell the pick before the vote.
 */
export const newSeed = (): string => randomBytes(16).toString('hex');
