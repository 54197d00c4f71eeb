import { Command } from 'commander';
import { openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { ConfigError, loadEnvFile, readDatabaseConfig } from '../config.ts';
import { keyRingOf } from '../policy/encryption/read-keys.ts';
import { rotateKeys } from '../policy/encryption/rotate.ts';

export const rotateKeysCommand = (): Command =>
  new Command('rotate-keys')
    .description('Encrypt every text in the database under the first key of DATA_ENCRYPTION_KEY')
    .action(async () => {
      loadEnvFile();
      const config = readDatabaseConfig();
      const keys = keyRingOf(config);
      if (!keys)
        throw new ConfigError(['DATA_ENCRYPTION_KEY is missing: the new key, a comma, and the keys before it']);
      const embedded = config.DATABASE_URL ? null : await startEmbedded(config.DATA_DIR);
      const database = openDatabase(config.DATABASE_URL ?? embedded?.url ?? '', { keys });
      try {
        const changed = await rotateKeys(database, keys);
        console.log(`${changed} texts were encrypted anew. Everything is under the key ${keys.writing.id} now.`);
      } finally {
        await database.close();
        await embedded?.stop();
      }
    });
