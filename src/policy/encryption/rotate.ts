import type { Database } from '../../../db/client.ts';
import type { KeyRing } from '../../../db/key-ring.ts';
import { encryptedColumns, reencrypt } from '../../../db/repo/encryption.ts';

const BATCH = 200;

/**
 * Brings every text under the ring's first key, those in clear too; how many there were. The bot may run meanwhile with the same keys. It can
 * be stopped at any time and started again: what is done is not done twice. @throws {DecryptionError} where a key is missing.
 */
export async function rotateKeys({ db }: Database, keys: KeyRing): Promise<number> {
  let changed = 0;
  for (const column of encryptedColumns)
    for (let batch = BATCH; batch === BATCH; changed += batch)
      batch = await reencrypt(db, column, keys.writing.id, BATCH);
  return changed;
}
