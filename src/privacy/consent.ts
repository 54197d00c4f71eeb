import type { Database } from '../../db/client.ts';
import { takeLock } from '../../db/repo/advisory-locks.ts';
import { consentsOf, insertConsent } from '../../db/repo/consents.ts';
import type { Context } from '../context.ts';

/** Whether a person takes part in research now. No decision means no. */
export async function takesPart({ db }: Pick<Database, 'db'>, hash: string): Promise<boolean> {
  return (await consentsOf(db, hash))[0]?.decision === 'given';
}

/** Records a decision about research. Idempotent: repeating the current decision writes nothing. */
export async function decide(
  { database, now }: Omit<Context, 'queue'>,
  { hash, decision }: { hash: string; decision: 'given' | 'revoked' },
): Promise<void> {
  const at = now();
  await database.db.transaction(async (tx) => {
    await takeLock(tx, `consent ${hash}`);
    if ((await takesPart({ db: tx }, hash)) === (decision === 'given')) return;
    await insertConsent(tx, hash, decision, at);
  });
}
