import { type Command, Option } from 'commander';
import { type Classification, classify } from '../agreement/classification.ts';
import { vsMajority } from '../agreement/judge-human.ts';
import type { Study } from '../agreement/ratings.ts';
import { estimate } from '../agreement/share-estimate.ts';
import type { Figure } from '../agreement/statistic.ts';
import { readStudy } from './agreement.ts';
import { named } from './commands.ts';
import { block, figureText, grid, intervalsOver, write } from './figure-text.ts';
import { LineError } from './input/line-error.ts';
import { say } from './progress.ts';

interface Flags {
  in: string;
  json?: boolean;
  ties: 'with' | 'without';
  split: 'tie' | 'out';
}

/** A judge's scores; `accuracy` with its interval by cluster. */
export type Scores = Omit<Classification, 'accuracy'> & { accuracy: Figure };

export const classifyCommand = (): Command =>
  named('classify')
    .requiredOption('--in <file>', 'labels, JSON lines; the label "tie" is a tie, any other label a class')
    .option('--json', 'every figure, as JSON')
    .addOption(
      new Option('--ties <ties>', 'keep ties, or drop them first').choices(['with', 'without']).default('with'),
    )
    .addOption(
      new Option('--split <rule>', 'where people are level: a tie, or the item is left out')
        .choices(['tie', 'out'])
        .default('tie'),
    )
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- classify --in examples/labels.jsonl')
    .action(async (flags: Flags) => {
      const study = await readStudy(flags.in, flags.ties, say);
      const result = scoresOf(study, flags.split === 'out');
      if (Object.keys(result).length === 0)
        throw new LineError(`${flags.in} has no item that both people and a judge labelled.`);
      const clusters = new Set(study.items.map(({ cluster }) => cluster)).size;
      write(flags.json, result, () => Object.entries(result).map(([name, one]) => inWords(name, one, clusters)));
    });

/** The scores of every judge against the people's majority. */
export function scoresOf(study: Study, strict: boolean): Record<string, Scores> {
  return Object.fromEntries(
    study.judges.flatMap((name, judge) => {
      const rows = study.items.flatMap(({ humans, plurality, judges }) => {
        const said = judges[judge];
        if (said === undefined || humans.length === 0 || (strict && plurality === null)) return [];
        return [{ truth: plurality === null ? 'tie' : study.labels[plurality]!, said: study.labels[said]! }];
      });
      const found = classify(rows);
      const accuracy = estimate(vsMajority(study, judge, strict), study.items, { resamples: 1, seed: '1' });
      return found ? [[name, { ...found, accuracy }] as const] : [];
    }),
  );
}

function inWords(
  name: string,
  { accuracy, precision, recall, f1, n, classes, confusion }: Scores,
  clusters: number,
): string {
  const scores = (one: { precision: number; recall: number; f1: number; n: number }) => [
    ...[one.precision, one.recall, one.f1].map((value) => value.toFixed(4)),
    `${one.n}`,
  ];
  const labels = Object.keys(classes);
  return [
    block(`${name} against the people’s majority. ${intervalsOver(clusters)}`, {
      accuracy: figureText(accuracy, 'items'),
    }),
    grid(
      ['class', 'precision', 'recall', 'F1', 'items'],
      [
        ...Object.entries(classes).map(([label, one]) => [label, ...scores(one)]),
        ['mean of classes', ...scores({ precision, recall, f1, n })],
      ],
    ),
    grid(
      ['people \\ judge', ...labels],
      labels.map((truth) => [truth, ...labels.map((said) => `${confusion[truth]?.[said] ?? 0}`)]),
    ),
  ].join('\n\n');
}
