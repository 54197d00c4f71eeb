import { createHmac } from 'node:crypto';

/**
 * A person's or server's name in exports: a keyed hash, 128 bits as 32 hexadecimal digits. The same in every export of an installation,
 * and another than in the database, so that neither tells about the other without the key.
 */
export const exportId = (key: string, kind: 'person' | 'server', id: string): string =>
  createHmac('sha256', key).update(`research ${kind} ${id}`).digest('hex').slice(0, 32);

/** A model's name without the address of the server it runs on: that is the operator's own. */
export const publicModel = (name: string): string => name.replace(/@https?:\/\/\S*$/, '@own-server');
