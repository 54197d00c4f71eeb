import type { Command } from 'commander';
import { loadEnvFile, readDatabaseConfig } from '../config.ts';
import { named } from './commands.ts';

export const migrateCommand = (): Command =>
  named('migrate')
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- migrate')
    .action(async () => {
      loadEnvFile();
      const [{ startEmbedded }, { migrateDatabase }] = await Promise.all([
        import('../../db/embedded.ts'),
        import('../../db/migrate.ts'),
      ]);
      const { DATABASE_URL, DATA_DIR } = readDatabaseConfig();
      const embedded = DATABASE_URL ? null : await startEmbedded(DATA_DIR);
      try {
        await migrateDatabase(DATABASE_URL ?? embedded?.url ?? '');
        console.log('The database is up to date.');
      } finally {
        await embedded?.stop();
      }
    });
