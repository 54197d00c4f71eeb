import type { Command } from 'commander';
import { ConfigError, loadEnvFile, readDatabaseConfig } from '../config.ts';
import { keyRingOf } from '../policy/encryption/read-keys.ts';
import { rotateKeys } from '../policy/encryption/rotate.ts';
import { named } from './commands.ts';
import { withDatabase } from './with-database.ts';

export const rotateKeysCommand = (): Command =>
  named('rotate-keys')
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- rotate-keys')
    .action(async () => {
      loadEnvFile();
      const keys = keyRingOf(readDatabaseConfig());
      if (!keys)
        throw new ConfigError(['DATA_ENCRYPTION_KEY is missing: the new key, a comma, and the keys before it']);
      const changed = await withDatabase((database) => rotateKeys(database, keys));
      console.log(`${changed} texts were encrypted anew. Everything is under the key ${keys.writing.id} now.`);
    });
