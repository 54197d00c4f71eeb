import { createHmac } from 'node:crypto';

/**
 * A person's or server's name in exports: a keyed hash, 128 bits as 32 hexadecimal digits. The same in every export of an installation,
 * and another than in the database, so that neither tells about the other without the key.
 */
export const exportId = (key: string, kind: 'person' | 'server', id: string): string =>
  createHmac('sha256', key).update(`research ${kind} ${id}`).digest('hex').slice(0, 32);

/** People's `exportId` for many rows: who votes often is hashed once. At most `most` are remembered, so that memory does not grow with people. */
export function personIds(key: string, most = 10_000): (person: string) => string {
  const known = new Map<string, string>();
  return (person) => {
    const id = known.get(person) ?? exportId(key, 'person', person);
    if (known.size >= most) known.clear();
    known.set(person, id);
    return id;
  };
}

/** A model's name without the address of the server it runs on: that is the operator's own. */
export const publicModel = (name: string): string => name.replace(/@https?:\/\/\S*$/, '@own-server');
