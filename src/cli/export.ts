import { type Command, Option } from 'commander';
import { loadEnvFile, readExportConfig } from '../config.ts';
import { policy } from '../research/export/discord-terms.ts';
import { type Format, formats, type Manifest } from '../research/export/manifest.ts';
import { named } from './commands.ts';
import { openCount } from './progress.ts';
import { type ScopeFlags, scopeOf, withScopeOptions } from './scope-options.ts';
import { wholeNumber } from './whole-number.ts';
import { withDatabase } from './with-database.ts';

interface Flags extends ScopeFlags {
  out: string;
  format: Format;
  discordPermission?: string;
  minVotes: number;
  linkVoters?: string;
}

/** What an operator should know who asks for it. */
const LINKED =
  'Note: with --link-voters a voter has one code on all questions of this export. Who knows a member’s habits can find their code and with it all their votes: who never votes on Ada’s questions is Ada, and whose votes are missing from the next export has just withdrawn. The reason stands in the manifest.';

export const exportCommand = (): Command =>
  withScopeOptions(named('export'))
    .requiredOption('--out <folder>', 'where it goes: a folder that is not there yet')
    .addOption(
      new Option('--format <format>', 'trl and verl: rows to train on; hub: a folder for the Hugging Face hub')
        .choices(formats)
        .makeOptionMandatory(),
    )
    .option(
      '--discord-permission <reference>',
      'where Discord’s express permission to train on this data is found (a ticket, a letter); it is written into the dataset. trl and verl need it',
    )
    .option(
      '--link-voters <reason>',
      'one code a voter in all of this export, in place of another one on each question; why stands in the manifest',
    )
    .option('--min-votes <n>', 'trl, verl: votes that a row rests on at least', wholeNumber(1, 1000), 3)
    .addHelpText(
      'after',
      '\nExamples:\n  npm run -s tribunal -- export --out votes --format parquet --since 2026-05-01\n  npm run -s tribunal -- export --out card --format hub',
    )
    .action(async (flags: Flags) => {
      console.error(policy.map((rule) => `Note: ${rule}`).join('\n'));
      const linkVoters = flags.linkVoters?.trim() || null;
      if (linkVoters !== null) console.error(LINKED);
      loadEnvFile();
      const config = readExportConfig();
      const { runExport } = await import('../research/export/run.ts');
      const progress = openCount('rows');
      const manifest = await withDatabase((database) =>
        runExport(database, {
          out: flags.out,
          format: flags.format,
          scope: scopeOf(flags),
          key: config.PSEUDONYM_KEY,
          now: new Date(),
          fewestVotes: flags.minVotes,
          discordPermission: flags.discordPermission?.trim() || null,
          linkVoters,
          onRows: (file, rows) => progress.show(`${file}: ${rows}`),
        }),
      ).finally(progress.end);
      console.error(inWords(manifest, flags.out));
      process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
    });

function inWords({ exportId, rows, leftOut, withdrawn }: Manifest, out: string): string {
  const files = Object.entries(rows).map(([file, n]) => `  ${file}: ${n} rows`);
  const reasons = Object.entries(leftOut).flatMap(([what, why]) =>
    Object.entries(why).map(([reason, n]) => `  ${what}, ${reason}: fewer than ${n}`),
  );
  const since =
    withdrawn === null
      ? ''
      : ` Fewer than ${withdrawn.fewerThan} people have withdrawn since the export of ${withdrawn.since}.`;
  return [
    `Written to ${out}.${since}`,
    ...files,
    reasons.length > 0 ? 'Left out:' : 'Nothing was left out.',
    ...reasons,
    `What may still be kept of it later: npm run -s tribunal -- keep-list ${exportId}`,
  ].join('\n');
}
