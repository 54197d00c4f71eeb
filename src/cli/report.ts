import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { loadEnvFile, readDatabaseConfig } from '../config.ts';
import { gatherReport } from '../research/report/gather.ts';
import { reportPage } from '../research/report/page.ts';

const date = (text: string): Date => {
  const value = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(value.getTime()))
    throw new InvalidArgumentError('It must be a date like 2026-11-01.');
  return value;
};

const guild = (text: string): string => {
  if (!/^\d{1,20}$/.test(text)) throw new InvalidArgumentError('It must be the id of a server, digits only.');
  return text;
};

export const reportCommand = (): Command =>
  new Command('report')
    .description('How far people and the judge agree, as one HTML page with tables and plots; aggregates only')
    .requiredOption('--out <folder>', 'where report.html is written')
    .option('--since <date>', 'asks from this day (UTC) on', date)
    .option('--guild <id>', 'one server only', guild)
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- report --out report --since 2026-11-01')
    .action(async (flags: { out: string; since?: Date; guild?: string }) => {
      loadEnvFile();
      const { DATABASE_URL, DATA_DIR } = readDatabaseConfig();
      const embedded = DATABASE_URL ? null : await startEmbedded(DATA_DIR);
      const database = openDatabase(DATABASE_URL ?? embedded?.url ?? '', {
        max: 1,
        applicationName: 'tribunal report',
      });
      try {
        const scope = { since: flags.since ?? null, guildId: flags.guild ?? null };
        const page = reportPage(await gatherReport(database.db, scope, new Date()));
        const path = join(flags.out, 'report.html');
        await mkdir(flags.out, { recursive: true });
        await writeFile(path, page);
        console.log(`The report is in ${path}.`);
      } finally {
        await database.close();
        await embedded?.stop();
      }
    });
