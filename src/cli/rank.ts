import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { davidson } from '../agreement/davidson.ts';
import { bradleyTerry, eloRatings, isConnected, type Outcome } from '../agreement/rankings.ts';
import { strengths } from '../agreement/strengths.ts';
import { named } from './commands.ts';
import { LineError } from './json-lines.ts';

const WINNERS: Readonly<Record<string, Outcome['winner']>> = { left: 'left', right: 'right', tie: 'tie' };

/** Intervals of n items take a matrix of n × n. */
const MOST_RANKED = 2000;

export const rankCommand = (): Command =>
  named('rank')
    .requiredOption('--in <file>', 'comparisons, CSV with a header')
    .addOption(
      new Option(
        '--method <method>',
        'how to rank; bradley-terry takes a tie for half a win each, davidson for an outcome of its own',
      )
        .choices(['bradley-terry', 'davidson', 'elo'])
        .default('bradley-terry'),
    )
    .option(
      '--intervals',
      'strengths as log-odds with 95 % intervals; rows that share a column `cluster` or `prompt` belong together',
    )
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- rank --in examples/comparisons.csv --intervals')
    .action(async (flags: { in: string; method: 'bradley-terry' | 'davidson' | 'elo'; intervals?: boolean }) => {
      const outcomes = readOutcomes(await readFile(flags.in, 'utf8'));
      if (flags.intervals && flags.method === 'elo')
        throw new LineError(
          'Elo ratings depend on the order of the rows and have no interval; leave out --intervals or --method elo.',
        );
      const ofTies = flags.method === 'davidson';
      if (flags.intervals || ofTies) {
        const items = new Set(outcomes.flatMap(({ left, right }) => [left, right])).size;
        if (items > MOST_RANKED)
          throw new LineError(
            `${ofTies ? 'Davidson’s strengths' : 'Intervals'} are possible for at most ${MOST_RANKED} items, and these are ${items}; leave out ${ofTies ? '--method davidson' : '--intervals'}.`,
          );
        const found = ofTies ? davidson(outcomes) : { strengths: strengths(outcomes), ties: null };
        if (found.ties !== null)
          process.stderr.write(
            `Two equal items tie in ${((100 * found.ties) / (2 + found.ties)).toFixed(1)} % of comparisons.\n`,
          );
        const rows = found.strengths.map((s) => `${quoted(s.item)},${s.strength},${s.low ?? ''},${s.high ?? ''}`);
        process.stdout.write(['item,strength,low,high', ...rows, ''].join('\n'));
        return;
      }
      if (flags.method === 'bradley-terry' && !isConnected(outcomes))
        process.stderr.write(
          'Some items won or lost every comparison against the others, or never met them: how far their scores lie apart says nothing. --intervals has strengths that stay finite.\n',
        );
      const ranked = flags.method === 'elo' ? eloRatings(outcomes) : bradleyTerry(outcomes);
      process.stdout.write(
        ['item,score', ...ranked.map(({ item, score }) => `${quoted(item)},${score}`), ''].join('\n'),
      );
    });

/**
 * Reads comparisons from CSV.
 * @throws {LineError} naming the line that is wrong
 */
export function readOutcomes(csv: string): (Outcome & { cluster?: string })[] {
  // Windows programs may put a byte order mark before the first line.
  const [header = [], ...rows] = parseCsv(csv.replace(/^\uFEFF/, ''));
  const [left, right, winner] = ['left', 'right', 'winner'].map((name) => header.indexOf(name)) as [
    number,
    number,
    number,
  ];
  if (left < 0 || right < 0 || winner < 0)
    throw new LineError('The header must name the columns left, right and winner.');
  const cluster = Math.max(header.indexOf('cluster'), header.indexOf('prompt'));
  return rows.map((row, i) => {
    const won = WINNERS[row[winner] ?? ''];
    if (!won || !row[left] || !row[right])
      throw new LineError(
        `Line ${i + 2} cannot be used: left and right must be named, and winner be left, right or tie.`,
      );
    return { left: row[left], right: row[right], winner: won, ...(cluster < 0 ? {} : { cluster: row[cluster] ?? '' }) };
  });
}

/** Parses CSV after RFC 4180: commas, quoted fields, doubled quotes. Fields hold no line breaks. */
const parseCsv = (csv: string): string[][] =>
  csv
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, inQuotes, plain]) => inQuotes?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );

const quoted = (field: string) => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
