import { Command } from 'commander';
import { ConfigError, loadEnvFile, readDatabaseConfig } from '../config.ts';
import { keyRingOf } from '../policy/encryption/read-keys.ts';
import { rotateKeys } from '../policy/encryption/rotate.ts';
import { withDatabase } from './with-database.ts';

export const rotateKeysCommand = (): Command =>
  new Command('rotate-keys')
    .description('Encrypt every text in the database under the first key of DATA_ENCRYPTION_KEY')
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- rotate-keys')
    .action(async () => {
      loadEnvFile();
      const keys = keyRingOf(readDatabaseConfig());
      if (!keys)
        throw new ConfigError(['DATA_ENCRYPTION_KEY is missing: the new key, a comma, and the keys before it']);
      const changed = await withDatabase((database) => rotateKeys(database, keys));
      console.log(`${changed} texts were encrypted anew. Everything is under the key ${keys.writing.id} now.`);
    });
