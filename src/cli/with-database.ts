import { type Database, openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import type { Config } from '../config.ts';

/** Does `work` on the database that is configured: DATABASE_URL, or the embedded one, which a running bot shares. */
export async function withDatabase<T>(
  { DATABASE_URL, DATA_DIR }: Pick<Config, 'DATABASE_URL' | 'DATA_DIR'>,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const embedded = DATABASE_URL ? null : await startEmbedded(DATA_DIR);
  try {
    const database = openDatabase(DATABASE_URL ?? embedded?.url ?? '');
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}
