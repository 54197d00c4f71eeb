import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { type Agreement, agreement } from '../agreement/agreement.ts';
import { moreNeeded } from '../agreement/needed.ts';
import { openStudy, type Rating, type Study } from '../agreement/ratings.ts';
import { MOST_RANKS, numberOf, type Scale, scales } from '../agreement/scale.ts';
import type { Figure } from '../agreement/statistic.ts';
import { plural } from '../discord/words/plural.ts';
import { SaidError } from '../said-error.ts';
import { named } from './commands.ts';
import { FEW, figureText } from './figure-text.ts';
import { nameField } from './input/name.ts';
import { readRows } from './json-lines.ts';
import { say } from './progress.ts';
import { wholeNumber } from './whole-number.ts';

const ratingRow = z.object({
  item: nameField,
  cluster: nameField.nullish(),
  rater: nameField,
  kind: z.enum(['human', 'judge']),
  label: nameField,
});

const share = (text: string): number => {
  const value = Number(text);
  if (!(value >= 0 && value < 1)) throw new InvalidArgumentError('It must be a number from 0 to below 1.');
  return value;
};

interface Flags {
  in: string;
  json?: boolean;
  ties: 'with' | 'without';
  seed: string;
  bootstrap: number;
  epsilon: number;
  scale?: Scale;
}

export const agreementCommand = (): Command =>
  named('agreement')
    .requiredOption('--in <file>', 'labels, JSON lines; the label "tie" is a tie, any other label a class')
    .option('--json', 'every figure with interval and n, as JSON')
    .addOption(
      new Option('--ties <ties>', 'keep ties, or drop them first').choices(['with', 'without']).default('with'),
    )
    .addOption(
      new Option('--scale <scale>', 'labels are names, ratings of which the order counts, or measures').choices(scales),
    )
    .option('--seed <text>', 'seed of the bootstrap', '1')
    .option('--bootstrap <n>', 'resamples of clusters; 0 for no intervals', wholeNumber(0, 100_000), 1000)
    .option(
      '--epsilon <share>',
      'epsilon of the alternative annotator test: 0.2 for experts, 0.15 for skilled people, 0.1 for a crowd',
      share,
      0.1,
    )
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- agreement --in examples/labels.jsonl')
    .action(async (flags: Flags) => {
      const { scale = 'nominal', epsilon, seed, bootstrap: resamples } = flags;
      const study = await readStudy(flags.in, flags.ties, say, scale);
      if (flags.scale === undefined && areRatings(study.labels)) say(TAKEN_FOR_NAMES);
      const result = agreement(study, { resamples, seed, epsilon, scale });
      process.stdout.write(flags.json ? `${JSON.stringify(result, null, 2)}\n` : inWords(result));
    });

const TAKEN_FOR_NAMES =
  'All labels are numbers, and they are taken for names: 1 is as far from 2 as from 5. If they are ratings, say --scale ordinal; if they are measures, --scale interval; if they are names, --scale nominal.';

/** With two labels, names and numbers give the same figures. */
const areRatings = (labels: readonly string[]): boolean =>
  labels.length > 2 && labels.every((label) => numberOf(label) !== null);

/**
 * Equal numbers are one label, however they are written.
 * @throws {SaidError} when it is no number
 */
function numberLabel(label: string, scale: Scale): string {
  const value = numberOf(label);
  if (value !== null) return String(value);
  const tie = label === 'tie' ? ' Drop ties with --ties without.' : '';
  throw new SaidError(`The label "${label}" is no number, as --scale ${scale} needs.${tie}`);
}

/**
 * Reads the labels of a file, row by row.
 * @param note is told in words which labels do not count, because another one took their place
 * @throws {LineError} naming the first line that is wrong
 */
export async function readStudy(
  file: string,
  ties: 'with' | 'without',
  note: (text: string) => void = () => {},
  scale: Scale = 'nominal',
): Promise<Study> {
  const study = openStudy(ties);
  const again: Rating[] = [];
  const moved = new Set<string>();
  for await (const row of readRows(file, ratingRow)) {
    const dropped = ties === 'without' && row.label === 'tie';
    const label = scale === 'nominal' || dropped ? row.label : numberLabel(row.label, scale);
    const rating = { ...row, label, cluster: row.cluster ?? row.item };
    const { replaces, cluster } = study.add(rating);
    if (replaces) again.push(rating);
    if (row.cluster && cluster !== row.cluster) moved.add(row.item);
  }
  if (again.length > 0)
    note(
      `${plural(again.length, 'label was', 'labels were')} given again by the same rater to the same item; the last one counts: ${some(again.map(({ item, rater }) => `item ${item} by ${rater}`))}.`,
    );
  if (moved.size > 0)
    note(`${plural(moved.size, 'item is', 'items are')} in several clusters; the first counts: ${some([...moved])}.`);
  const read = study.close();
  if (scale === 'ordinal' && read.labels.length > MOST_RANKS)
    throw new SaidError(
      `There are ${read.labels.length} different labels, and an ordinal scale has at most ${MOST_RANKS}. Use --scale interval, or round them.`,
    );
  for (const [what, names] of [
    ['Labels', read.labels],
    ['People', read.humans],
  ] as const) {
    const alike = lookAlikes(names);
    if (alike.length > 0)
      note(`${what} that differ in capitals or white space alone count as different ones: ${some(alike)}.`);
  }
  return read;
}

/** Names that a reader would take for one, each group in quotes. */
function lookAlikes(names: readonly string[]): string[] {
  const groups = Map.groupBy(names, (one) => one.normalize().replace(/\s+/g, ' ').trim().toLowerCase());
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => group.map((one) => JSON.stringify(one)).join(' and '));
}

const NAMED = 5;
const some = (all: readonly string[]): string => `${all.slice(0, NAMED).join(', ')}${all.length > NAMED ? ', …' : ''}`;

function inWords({ scale, items, clusters, raters, humanHuman, judges, pairs }: Agreement): string {
  const section = (title: string, figures: Record<string, Figure>) =>
    [title, ...Object.entries(figures).map(([name, figure]) => `  ${name.padEnd(20)} ${withMore(figure, name)}`)].join(
      '\n',
    );
  return `${[
    `${items} items in ${clusters} clusters, ${raters} people. 95 % intervals over clusters.${
      scale === 'nominal'
        ? ''
        : `\nLabels are numbers (${scale}): alpha${scale === 'ordinal' ? ', weighted kappa' : ''} and the alternative annotator test go by them, other figures by equal labels.`
    }${clusters < FEW ? `\nFewer than ${FEW} clusters: intervals can be too narrow.` : ''}`,
    section('People among themselves', humanHuman),
    ...Object.entries(judges).map(([name, { altTest, ...figures }]) =>
      section(name, {
        ...figures,
        'altTest winning rate': altTest.winningRate,
        'altTest advantage': altTest.advantage,
      }),
    ),
    ...pairs.map(({ judges: [a, b], mcNemar, difference }) =>
      [
        `${a} against ${b}`,
        `  ${'difference'.padEnd(20)} ${withMore(difference, 'difference')}`,
        `  ${'McNemar, exact'.padEnd(20)} p ${mcNemar.p.toPrecision(3)} (${mcNemar.onlyFirst} items only the first got right, ${mcNemar.onlySecond} only the second)`,
      ].join('\n'),
    ),
  ].join('\n\n')}\n`;
}

/** The half-width that most comparisons need. */
const NARROW = 0.05;

/** What a figure's `n` counts. Items if it is not listed. */
const UNITS: Readonly<Record<string, string>> = {
  rawAgreement: 'pairs of votes',
  leaveOneOut: 'votes',
  perVote: 'votes',
  'altTest winning rate': 'people',
  'altTest advantage': 'people',
};

function withMore(figure: Figure, name: string): string {
  const { value, low, high } = figure;
  const known = value !== null && low !== null && high !== null;
  // More people would not narrow it: the figure is about these people.
  const more = known && name !== 'altTest advantage' ? moreNeeded(figure, NARROW) : 0;
  return `${figureText(figure, UNITS[name] ?? 'items', '')}${more > 0 ? ` (about ${more} more for ±${NARROW})` : ''}`;
}
