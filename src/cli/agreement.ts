import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { type Agreement, agreement } from '../agreement/agreement.ts';
import { moreNeeded } from '../agreement/needed.ts';
import { openStudy, type Study } from '../agreement/ratings.ts';
import type { Figure } from '../agreement/statistic.ts';
import { named } from './commands.ts';
import { readLines } from './json-lines.ts';
import { wholeNumber } from './whole-number.ts';

/** Ids and labels may be texts, numbers or booleans. Any other value would make several names equal. */
const name = z
  .union([z.string().min(1, 'a text or a number is needed'), z.number(), z.boolean()], {
    error: 'a text or a number is needed',
  })
  .transform(String);

const ratingRow = z.object({
  item: name,
  cluster: name.nullish(),
  rater: name,
  kind: z.enum(['human', 'judge']),
  label: name,
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
}

export const agreementCommand = (): Command =>
  named('agreement')
    .requiredOption('--in <file>', 'labels, JSON lines; the label "tie" is a tie, any other label a class')
    .option('--json', 'every figure with interval and n, as JSON')
    .addOption(
      new Option('--ties <ties>', 'keep ties, or drop them first').choices(['with', 'without']).default('with'),
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
      const options = { resamples: flags.bootstrap, seed: flags.seed, epsilon: flags.epsilon };
      const result = agreement(await readStudy(flags.in, flags.ties), options);
      process.stdout.write(flags.json ? `${JSON.stringify(result, null, 2)}\n` : inWords(result));
    });

/**
 * Reads the labels of a file, row by row.
 * @throws {LineError} naming the first line that is wrong
 */
export async function readStudy(file: string, ties: 'with' | 'without'): Promise<Study> {
  const study = openStudy(ties);
  for await (const row of readLines(file, ratingRow)) study.add({ ...row, cluster: row.cluster ?? row.item });
  return study.close();
}

function inWords({ items, clusters, raters, humanHuman, judges, pairs }: Agreement): string {
  const section = (title: string, figures: Record<string, Figure>) =>
    [
      title,
      ...Object.entries(figures).map(([name, figure]) => `  ${name.padEnd(20)} ${figureText(figure, name)}`),
    ].join('\n');
  return `${[
    `${items} items in ${clusters} clusters, ${raters} people. 95 % intervals over clusters.${
      clusters < FEW ? `\nFewer than ${FEW} clusters: intervals can be too narrow.` : ''
    }`,
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
        `  ${'difference'.padEnd(20)} ${figureText(difference, 'difference')}`,
        `  ${'McNemar, exact'.padEnd(20)} p ${mcNemar.p.toPrecision(3)} (${mcNemar.onlyFirst} items only the first got right, ${mcNemar.onlySecond} only the second)`,
      ].join('\n'),
    ),
  ].join('\n\n')}\n`;
}

/**
 * With fewer clusters, intervals hold less often than they say, as the coverage study found
 * (docs/statistics.md).
 */
const FEW = 15;

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

function figureText(figure: Figure, name: string): string {
  const { value, low, high, n } = figure;
  const unit = UNITS[name] ?? 'items';
  if (value === null) return `not enough data (${n} ${unit})`;
  const interval = low === null || high === null ? '' : `  [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  // More people would not narrow it: the figure is about these people.
  const more = interval && name !== 'altTest advantage' ? moreNeeded(figure, NARROW) : 0;
  return `${value.toFixed(3)}${interval}  ${n} ${unit}${more > 0 ? ` (about ${more} more for ±${NARROW})` : ''}`;
}
