import type { Command } from 'commander';
import { loadEnvFile } from '../config.ts';
import { named } from './commands.ts';
import { withDatabase } from './with-database.ts';

const OPERATOR = 'operator';
const repo = async () => ({
  ...(await import('../../db/repo/audit.ts')),
  ...(await import('../../db/repo/stops.ts')),
});

export const stopCommand = (): Command =>
  named('stop')
    .option('--why <words>', 'the reason, shown to whoever asks', '')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s tribunal -- stop --why "We are moving to another server until noon."',
    )
    .action(async ({ why }: { why: string }) => {
      loadEnvFile();
      const { insertAudit, stop } = await repo();
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
      const { insertAudit, resume } = await repo();
      const was = await withDatabase(({ db }) =>
        db.transaction(async (tx) => {
          await insertAudit(tx, { guildId: null, actorHash: OPERATOR, action: 'resume', details: {} });
          return resume(tx);
        }),
      );
      console.log(was ? 'Questions are taken again.' : 'Nothing was stopped.');
    });
