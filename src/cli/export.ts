import { type Command, Option } from 'commander';
import { loadEnvFile, readExportConfig } from '../config.ts';
import { formats as judgeFormats } from '../judge/choose-format.ts';
import { rrm } from '../judge/formats/rrm.ts';
import { policy } from '../research/export/discord-terms.ts';
import { type Format, formats, type Manifest } from '../research/export/manifest.ts';
import { named } from './commands.ts';
import { openCount } from './progress.ts';
import { type ScopeFlags, scopeOf, withScopeOptions } from './scope-options.ts';
import { wholeNumber } from './whole-number.ts';
import { withDatabase } from './with-database.ts';

/** A format that has something written first needs more than the pair of a row. */
const pairsAlone = Object.values(judgeFormats).flatMap(({ name, prepare }) => (prepare ? [] : [name]));

interface Flags extends ScopeFlags {
  out: string;
  format: Format;
  discordPermission?: string;
  minVotes: number;
  judgeFormat: string;
  linkVoters?: string;
  byMonth?: true;
}

/** Printed when an operator links votes. */
const LINKED =
  'Note: with --link-voters a voter has one code on all questions of this export. Anybody who knows a member’s habits can find their code, and with it all their votes: the voter who never votes on Ada’s questions is Ada, and a voter who is missing from the next export has just withdrawn. The reason is written into the manifest.';

export const exportCommand = (): Command =>
  withScopeOptions(named('export'))
    .requiredOption('--out <folder>', 'the folder to write, which must not exist yet')
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
      'give each voter one code in the whole export, instead of another one on each question; the reason is written into the manifest',
    )
    .option('--by-month', 'parquet: a folder a table with a file a month, for exports that one file is too long for')
    .option('--min-votes <n>', 'trl, verl: the fewest votes behind a row', wholeNumber(1, 1000), 3)
    .addOption(
      new Option('--judge-format <name>', 'verl: how the judge to be trained is asked')
        .choices(pairsAlone)
        .default(rrm.name),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  npm run -s tribunal -- export --out votes --format parquet --since 2026-05-01\n  npm run -s tribunal -- export --out years --format parquet --by-month\n  npm run -s tribunal -- export --out card --format hub',
    )
    .action(async (flags: Flags) => {
      console.error(policy.map((rule) => `Note: ${rule}`).join('\n'));
      const linkVoters = flags.linkVoters?.trim() || null;
      if (linkVoters !== null) console.error(LINKED);
      loadEnvFile();
      const config = readExportConfig();
      const { runExport } = await import('../research/export/run.ts');
      const progress = openCount('');
      const manifest = await withDatabase((database) =>
        runExport(database, {
          out: flags.out,
          format: flags.format,
          scope: scopeOf(flags),
          key: config.PSEUDONYM_KEY,
          now: new Date(),
          fewestVotes: flags.minVotes,
          judgeFormat: flags.judgeFormat,
          discordPermission: flags.discordPermission?.trim() || null,
          linkVoters,
          byMonth: flags.byMonth ?? false,
          onRows: (file, rows, share) =>
            progress.show(
              `${file}: ${rows} rows${share === null ? '' : `, ${Math.floor(100 * share)} % of its table`}`,
            ),
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
    `To see later what may still be kept: npm run -s tribunal -- keep-list ${exportId}`,
  ].join('\n');
}
