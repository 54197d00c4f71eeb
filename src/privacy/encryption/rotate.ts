import type { Database } from '../../../db/client.ts';
import type { KeyRing } from '../../../db/key-ring.ts';
import { countStale, encryptedColumns, type Reencrypted, reencrypt } from '../../../db/repo/encryption.ts';

const BATCH = 200;
/** A picture may have some megabytes. */
const PICTURES_BATCH = 4;

/** What a key rotation did. */
export interface Rotated {
  changed: number;
  /** Damaged texts, by column and row. They are left as they are. */
  unreadable: string[];
  /** Texts that another transaction had locked. They are not under the first key yet. */
  waiting: number;
}

/**
 * Re-encrypts every text under the first key of the ring, including texts in clear. The bot may run meanwhile
 * with the same keys. The rotation can be interrupted and restarted.
 *
 * @throws {DecryptionError} when a key is missing.
 */
export async function rotateKeys({ db }: Pick<Database, 'db'>, keys: KeyRing): Promise<Rotated> {
  const done: Rotated = { changed: 0, unreadable: [], waiting: 0 };
  for (const column of encryptedColumns) {
    let after: Reencrypted['last'] = null;
    const before = done.unreadable.length;
    const most = column.table === 'ask_pictures' ? PICTURES_BATCH : BATCH;
    do {
      const batch: Reencrypted = await reencrypt(db, column, keys.writing.id, most, after);
      done.changed += batch.changed;
      done.unreadable.push(...batch.unreadable);
      after = batch.last;
    } while (after !== null);
    done.waiting += Math.max(0, (await countStale(db, column, keys.writing.id)) - (done.unreadable.length - before));
  }
  return done;
}
