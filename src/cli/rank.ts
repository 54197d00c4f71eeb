import { createReadStream } from 'node:fs';
import { type Command, Option } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { davidson } from '../agreement/davidson.ts';
import { bradleyTerry, eloRatings, isConnected, type Outcome } from '../agreement/rankings.ts';
import { strengths } from '../agreement/strengths.ts';
import { named } from './commands.ts';
import { readCsv } from './input/csv.ts';
import { isRounded, ROUNDED } from './input/exact-numbers.ts';
import { LineError } from './input/line-error.ts';
import { textOf } from './input/text-of.ts';
import { say } from './progress.ts';

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
      let csv = '';
      for await (const piece of textOf(createReadStream(flags.in), { name: flags.in, wanted: 'CSV' })) csv += piece;
      const outcomes = readOutcomes(csv, ({ selfPairs, firstLine }) =>
        say(
          `${selfPairs} ${selfPairs === 1 ? 'comparison' : 'comparisons'} of an item with itself left out, the first on line ${firstLine}.`,
        ),
      );
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
        print(['item', 'strength', 'low', 'high'], found.strengths);
        return;
      }
      if (flags.method === 'bradley-terry' && !isConnected(outcomes))
        process.stderr.write(
          'Some items won or lost every comparison against the others, or never met them: how far their scores lie apart says nothing. --intervals has strengths that stay finite.\n',
        );
      const ranked = flags.method === 'elo' ? eloRatings(outcomes) : bradleyTerry(outcomes);
      print(['item', 'score'], ranked);
    });

const print = (columns: string[], rows: readonly object[]) =>
  process.stdout.write(stringify([...rows], { header: true, columns, quoted_match: /[\r\n]/ }));

/** What a reading of comparisons left out. */
export interface LeftOut {
  /** The number of comparisons of an item with itself, and the line of the first. */
  selfPairs: number;
  firstLine: number;
}

/**
 * Reads comparisons from CSV. A comparison of an item with itself says nothing, and is left out.
 * @param onLeftOut is called at the end when there were such
 * @throws {LineError} naming the line that is wrong, or when no comparison is left
 */
export function readOutcomes(
  csv: string,
  onLeftOut: (so: LeftOut) => void = () => {},
): (Outcome & { cluster?: string })[] {
  const outcomes: (Outcome & { cluster?: string })[] = [];
  const selfPairs: number[] = [];
  readCsv(csv, ['left', 'right', 'winner'], (fields, line) => {
    const { left, right } = fields;
    const winner = WINNERS[fields.winner ?? ''];
    if (!winner || !left || !right)
      throw new LineError(
        `Line ${line} cannot be used: left and right must be named, and winner be left, right or tie.`,
      );
    if (isRounded(left) || isRounded(right)) throw new LineError(`Line ${line} cannot be used: ${ROUNDED}.`);
    if (left === right) return void selfPairs.push(line);
    const cluster = fields.cluster ?? fields.prompt;
    outcomes.push({ left, right, winner, ...(cluster === undefined ? {} : { cluster }) });
  });
  if (selfPairs[0] !== undefined) onLeftOut({ selfPairs: selfPairs.length, firstLine: selfPairs[0] });
  if (outcomes.length === 0) throw new LineError('There is nothing to rank: the file has no comparison of two items.');
  return outcomes;
}
