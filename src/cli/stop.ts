import type { Command } from 'commander';
import { insertAudit } from '../../db/repo/audit.ts';
import { resume, stop } from '../../db/repo/stops.ts';
import { loadEnvFile } from '../config.ts';
import { named } from './commands.ts';
import { withDatabase } from './with-database.ts';

const OPERATOR = 'operator';

export const stopCommand = (): Command =>
  named('stop')
    .option('--why <words>', 'the reason, shown to whoever asks', '')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s tribunal -- stop --why "We are moving to another server until noon."',
    )
    .action(async ({ why }: { why: string }) => {
      loadEnvFile();
      await withDatabase(({ db }) =>
        db.transaction(async (tx) => {
          await stop(tx, why.slice(0, 300));
          await insertAudit(tx, { guildId: null, actorHash: OPERATOR, action: 'stop', details: {} });
        }),
      );
      console.log('No more questions are taken. `tribunal resume` undoes that.');
    });

export const resumeCommand = (): Command =>
  named('resume')
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- resume')
    .action(async () => {
      loadEnvFile();
      const was = await withDatabase(({ db }) =>
        db.transaction(async (tx) => {
          await insertAudit(tx, { guildId: null, actorHash: OPERATOR, action: 'resume', details: {} });
          return resume(tx);
        }),
      );
      console.log(was ? 'Questions are taken again.' : 'Nothing was stopped.');
    });
