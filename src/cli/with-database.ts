import type { Database } from '../../db/client.ts';
import { readDatabaseConfig } from '../config.ts';
import { keyRingOf } from '../privacy/encryption/read-keys.ts';

/**
 * Does `work` on the configured database, with its encryption keys: that of DATABASE_URL, or the embedded
 * one, which it shares with a running bot.
 */
export async function withDatabase<T>(work: (database: Database, url: string) => Promise<T>): Promise<T> {
  // The database takes longer to load than all else of a command, and `--help` needs none.
  const [{ openDatabase }, { startEmbedded }] = await Promise.all([
    import('../../db/client.ts'),
    import('../../db/embedded.ts'),
  ]);
  const config = readDatabaseConfig();
  const embedded = config.DATABASE_URL ? null : await startEmbedded(config.DATA_DIR);
  try {
    const url = config.DATABASE_URL ?? embedded?.url ?? '';
    const database = openDatabase(url, {
      applicationName: 'tribunal command',
      keys: keyRingOf(config),
    });
    try {
      return await work(database, url);
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}
