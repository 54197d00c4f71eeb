import { createReadStream } from 'node:fs';
import { type Command, Option } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { connection, type Group } from '../agreement/connection.ts';
import { davidson } from '../agreement/davidson.ts';
import { MOST_PROFILED, type Strength } from '../agreement/paired-strengths.ts';
import { bradleyTerry, eloRatings, type Outcome, played } from '../agreement/rankings.ts';
import { strengths } from '../agreement/strengths.ts';
import { tiesBind } from '../agreement/ties-bind.ts';
import { named } from './commands.ts';
import { readCsv } from './input/csv.ts';
import { isRounded, ROUNDED } from './input/exact-numbers.ts';
import { LineError } from './input/line-error.ts';
import { textOf } from './input/text-of.ts';
import { say } from './progress.ts';
import { isRanking, rankAgreement, readRanking, type Scored } from './rank-against.ts';
import { unrankable, withoutInterval } from './rank-words.ts';

const WINNERS: Readonly<Record<string, Outcome['winner']>> = { left: 'left', right: 'right', tie: 'tie' };

/** Intervals of n items take a matrix of n × n. */
const MOST_RANKED = 2000;

type Method = 'bradley-terry' | 'davidson' | 'elo';

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
    .option(
      '--against <file>',
      'how far a second ranking has the same order (Spearman, Kendall): comparisons, or a CSV file with the columns item and score or strength',
    )
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- rank --in examples/comparisons.csv --intervals')
    .action(async ({ in: file, method, intervals, against }: RankFlags) => {
      if (intervals && method === 'elo')
        throw new LineError(
          'Elo ratings depend on the order of the rows and have no interval; leave out --intervals or --method elo.',
        );
      if (intervals && against !== undefined)
        throw new LineError('--against compares orders, which --intervals does not change; leave out one of them.');
      const ranked = rank(outcomesIn(await csvOf(file)), method, intervals ?? false);
      for (const sentence of ranked.said) say(sentence);
      if (against === undefined) {
        const apart = ranked.groups > 1 ? ['group'] : [];
        print([...apart, ...ranked.columns], ranked.rows);
        return;
      }
      const csv = await csvOf(against);
      const other = isRanking(csv) ? readRanking(csv) : scoresOf(rank(outcomesIn(csv), method, false));
      const { said, ...figures } = rankAgreement(scoresOf(ranked), other);
      for (const sentence of said) say(sentence);
      print(
        ['figure', 'value', 'low', 'high', 'n'],
        Object.entries(figures).map(([figure, found]) => ({ figure, ...found })),
      );
    });

interface RankFlags {
  in: string;
  method: Method;
  intervals?: boolean;
  against?: string;
}

async function csvOf(file: string): Promise<string> {
  let csv = '';
  for await (const piece of textOf(createReadStream(file), { name: file, wanted: 'CSV' })) csv += piece;
  return csv;
}

const outcomesIn = (csv: string) =>
  readOutcomes(csv, ({ selfPairs, firstLine }) =>
    say(
      `${selfPairs} ${selfPairs === 1 ? 'comparison' : 'comparisons'} of an item with itself left out, the first on line ${firstLine}.`,
    ),
  );

/** A ranking, best first, and what must be said beside it. `group` counts from 1. */
interface RankedRows {
  columns: string[];
  rows: { item: string; group: number; score?: number; strength?: number | undefined }[];
  groups: number;
  said: string[];
}

function rank(outcomes: (Outcome & { cluster?: string })[], method: Method, intervals: boolean): RankedRows {
  const ofTies = method === 'davidson';
  const rows = played(outcomes);
  const groups = connection(rows, !ofTies || tiesBind(rows));
  const ties = ofTies && outcomes.some(({ winner }) => winner === 'tie');
  const said = unrankable(groups, method, ties);
  if (!intervals && !ofTies) {
    const groupOf = new Map(groups.flatMap(({ items }, g) => items.map((item) => [item, g + 1] as const)));
    const scored = (method === 'elo' ? eloRatings(outcomes) : bradleyTerry(outcomes)).map((row) => ({
      ...row,
      group: groupOf.get(row.item)!,
    }));
    return { columns: ['item', 'score'], rows: scored.sort((a, b) => a.group - b.group), groups: groups.length, said };
  }
  const items = groups.reduce((sum, group) => sum + group.items.length, 0);
  if (items > MOST_RANKED)
    throw new LineError(
      `${ofTies ? 'Davidson’s strengths' : 'Intervals'} are possible for at most ${MOST_RANKED} items, and these are ${items}; leave out ${ofTies ? '--method davidson' : '--intervals'}.`,
    );
  const found = ofTies ? davidson(outcomes) : { strengths: strengths(outcomes), ties: undefined };
  return {
    columns: ['item', 'strength', 'low', 'high'],
    rows: found.strengths.map((row) => asPrinted(row, groups[row.group]!)),
    groups: groups.length,
    said: [...said, ...withoutInterval(found.strengths, MOST_PROFILED), ...tieWords(found.ties)],
  };
}

/** Outside of a core the best estimate is infinite, or anything. */
function asPrinted(row: Strength, { above, below, aside }: Group) {
  const strength = above.includes(row.item)
    ? Number.POSITIVE_INFINITY
    : below.includes(row.item)
      ? Number.NEGATIVE_INFINITY
      : aside.includes(row.item)
        ? undefined
        : row.strength;
  return { ...row, strength, group: row.group + 1 };
}

const scoresOf = ({ rows }: RankedRows): Scored[] =>
  rows.map(({ item, group, score, strength }) => ({ item, score: score ?? strength ?? Number.NaN, group: group - 1 }));

function tieWords(ties: number | null | undefined): string[] {
  if (ties === undefined) return [];
  return ties === null
    ? ['How often equal items tie cannot be told from these comparisons: no round of them has more wins than ties.']
    : [`Two equal items tie in ${((100 * ties) / (2 + ties)).toFixed(1)} % of comparisons.`];
}

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
