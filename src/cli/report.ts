import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadEnvFile } from '../config.ts';
import { named } from './commands.ts';
import { moment, serverId } from './scope-options.ts';
import { withDatabase } from './with-database.ts';

export const reportCommand = (): Command =>
  named('report')
    .requiredOption('--out <folder>', 'where report.html is written')
    .option('--since <date>', 'only questions asked on or after this day (UTC)', moment)
    .option('--until <date>', 'only questions asked before this day (UTC)', moment)
    .option('--finished', 'no more votes come in and you look once: ranges for one look, and a trust threshold')
    .option('--guild <id>', 'one server only', serverId)
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- report --out report --since 2026-11-01')
    .action(async (flags: { out: string; since?: Date; until?: Date; finished?: boolean; guild?: string }) => {
      loadEnvFile();
      const scope = { since: flags.since ?? null, until: flags.until ?? null, guildId: flags.guild ?? null };
      const [{ gatherReport }, { reportPage }] = await Promise.all([
        import('../research/report/gather.ts'),
        import('../research/report/page.ts'),
      ]);
      const page = await withDatabase(async ({ db }) =>
        reportPage(await gatherReport(db, scope, new Date(), flags.finished)),
      );
      const path = join(flags.out, 'report.html');
      await mkdir(flags.out, { recursive: true });
      await writeFile(path, page);
      console.log(`The report is in ${path}.`);
    });
