import { type Command, Option } from 'commander';
import { type SeveralJudges, severalJudges } from '../agreement/several-judges.ts';
import { readStudy } from './agreement.ts';
import { named } from './commands.ts';
import { block, figureText, grid, intervalsOver, write } from './figure-text.ts';
import { LineError } from './input/line-error.ts';
import { say } from './progress.ts';
import { wholeNumber } from './whole-number.ts';

interface Flags {
  in: string;
  json?: boolean;
  ties: 'with' | 'without';
  seed: string;
  bootstrap: number;
}

export const judgesCommand = (): Command =>
  named('judges')
    .requiredOption('--in <file>', 'labels, JSON lines; people’s labels are looked at only to check the result')
    .option('--json', 'every figure with interval and n, as JSON')
    .addOption(
      new Option('--ties <ties>', 'keep ties, or drop them first').choices(['with', 'without']).default('with'),
    )
    .option('--seed <text>', 'seed of the bootstrap', '1')
    .option('--bootstrap <n>', 'resamples of clusters; 0 for no intervals', wholeNumber(0, 100_000), 1000)
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- judges --in examples/judges.jsonl')
    .action(async (flags: Flags) => {
      const study = await readStudy(flags.in, flags.ties, say);
      if (study.judges.length < 2)
        throw new LineError(
          `${flags.in} has labels of ${study.judges.length === 1 ? 'one judge' : 'no judge'}; two are the least. Judges have "kind":"judge", and a name of their own each.`,
        );
      const result = severalJudges(study, { resamples: flags.bootstrap, seed: flags.seed });
      write(flags.json, result, () => inWords(result));
    });

function inWords({ items, clusters, judges, among, pairs, withoutGold, moved, people }: SeveralJudges): string[] {
  const share = (value: number) => value.toFixed(3);
  const labels = Object.keys(withoutGold.prevalence);
  const confusion = Object.entries(withoutGold.judges).flatMap(([name, own]) =>
    labels.map((truth) => [`${name}, ${truth} is true`, ...labels.map((said) => share(own.confusion[truth]![said]!))]),
  );
  return [
    `${items} items, ${judges} judges. ${intervalsOver(clusters)}`,
    block('Judges among themselves', {
      rawAgreement: figureText(among.rawAgreement, 'pairs of labels'),
      fleissKappa: figureText(among.fleissKappa, 'items'),
      krippendorffAlpha: figureText(among.krippendorffAlpha, 'items'),
      gwetAc1: figureText(among.gwetAc1, 'items'),
    }),
    ...pairs.map(({ judges: [a, b], agreement, kappa }) =>
      block(`${a} and ${b}`, { agreement: figureText(agreement, 'items'), cohenKappa: figureText(kappa, 'items') }),
    ),
    withoutGold.missing
      ? `Without gold (Dawid–Skene)\n  not enough data: ${withoutGold.missing}.`
      : `${block('Without gold (Dawid–Skene): how often each judge is right', {
          ...Object.fromEntries(
            Object.entries(withoutGold.judges).map(([name, own]) => [name, figureText(own.accuracy, 'items')]),
          ),
        })}\n  true classes: ${labels.map((label) => `${label} ${share(withoutGold.prevalence[label]!)}`).join(', ')}\n${grid(['said', ...labels], confusion)}`,
    ...(moved
      ? [`Dawid–Skene names another label than the majority of judges on ${moved.items} of ${moved.of} items.`]
      : []),
    ...(people
      ? [
          block('Against the people’s strict majority', {
            'majority of judges': figureText(people.majority, 'items'),
            'Dawid–Skene': figureText(people.dawidSkene, 'items'),
            difference: figureText(people.difference, 'items'),
          }),
        ]
      : []),
    ...(withoutGold.missing
      ? []
      : [
          'Dawid–Skene takes judges for independent once the truth is given: judges that make the same mistakes look right to it. Its accuracies have no interval: the jackknife over clusters holds too seldom.',
        ]),
  ];
}
