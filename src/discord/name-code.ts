import { createHash } from 'node:crypto';

/** Stands for a name in a custom_id, which has no room for names. */
export const nameCode = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 8);
