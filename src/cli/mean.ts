import type { Command } from 'commander';
import { z } from 'zod';
import { correctedShare, FEWEST_OF_EACH } from '../agreement/corrected-share.ts';
import { type PredictedRow, predictionPowered } from '../agreement/prediction-powered.ts';
import { named } from './commands.ts';
import { block, figureText, intervalsOver, write } from './figure-text.ts';
import { LineError } from './input/line-error.ts';
import { nameField } from './input/name.ts';
import { readRows } from './json-lines.ts';

const value = z.union([z.number(), z.boolean()]).transform(Number);
const row = z.object({
  item: nameField.nullish(),
  cluster: nameField.nullish(),
  judge: value,
  human: value.nullish(),
});

export const meanCommand = (): Command =>
  named('mean')
    .requiredOption('--in <file>', 'JSON lines; "human" only where people labelled; true and false count as 1 and 0')
    .option('--json', 'every figure with interval and n, as JSON')
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- mean --in examples/part-labelled.jsonl')
    .action(async (flags: { in: string; json?: boolean }) => {
      const rows: PredictedRow[] = [];
      for await (const { item, cluster, judge, human } of readRows(flags.in, row))
        rows.push({ cluster: cluster ?? item ?? `${rows.length + 1}`, judge, human: human ?? undefined });
      const result = meansOf(rows);
      if (result.labelled === 0)
        throw new LineError(
          `${flags.in} has no row with "human": without people's labels a judge cannot be corrected.`,
        );
      write(flags.json, result, () => inWords(result));
    });

type Means = ReturnType<typeof meansOf>;

/** Each mean that the rows allow. `corrected` is null where labels are other than 0 and 1. */
export function meansOf(rows: readonly PredictedRow[]) {
  const labelled = rows.filter(({ human }) => human !== undefined);
  const binary = rows.every(({ judge, human }) => isBinary(judge) && (human === undefined || isBinary(human)));
  // The mean of people's labels alone is what a judge of constant labels leaves.
  const people = predictionPowered(labelled.map((one) => ({ ...one, judge: 0 })));
  const { lambda: _, ...alone } = people;
  return {
    rows: rows.length,
    labelled: labelled.length,
    clusters: new Set(rows.map(({ cluster }) => cluster)).size,
    people: alone,
    predictionPowered: predictionPowered(rows),
    corrected: binary ? correctedShare(rows) : null,
  };
}

const isBinary = (one: number) => one === 0 || one === 1;

function inWords({ rows, labelled, clusters, people, predictionPowered, corrected }: Means): string[] {
  const { lambda } = predictionPowered;
  return [
    `${rows} rows, ${labelled} of them labelled by people. ${intervalsOver(clusters)}`,
    block('The mean of people’s labels', {
      'people alone': figureText(people, 'labelled rows'),
      'prediction-powered': `${figureText(predictionPowered, 'labelled rows')}, λ ${lambda.toFixed(2)}`,
      ...(corrected ? { corrected: figureText(corrected, 'rows without people') } : {}),
    }),
    ...(corrected
      ? [
          block('The judge', {
            'says yes': figureText(corrected.said, 'rows without people'),
            sensitivity: figureText(corrected.sensitivity, 'rows that people say yes to'),
            specificity: figureText(corrected.specificity, 'rows that people say no to'),
          }),
        ]
      : []),
    ...reasons({ people, predictionPowered, corrected }),
  ];
}

function reasons({ people, corrected }: Pick<Means, 'people' | 'predictionPowered' | 'corrected'>): string[] {
  const found: string[] = [];
  if (people.low === null)
    found.push('People alone and prediction-powered have an interval from 20 labelled clusters on.');
  if (!corrected) found.push('The corrected share needs labels of 0 and 1 (yes and no), and these have others.');
  else if (corrected.n === 0) found.push('The corrected share needs rows that people did not label.');
  else if (corrected.value === null)
    found.push(
      corrected.sensitivity.n === 0 || corrected.specificity.n === 0
        ? 'The corrected share needs people’s labels of both kinds.'
        : 'The judge is no better than chance, so its share cannot be corrected.',
    );
  else if (corrected.low === null)
    found.push(
      Math.min(corrected.sensitivity.n, corrected.specificity.n) < FEWEST_OF_EACH
        ? `The corrected share has an interval from ${FEWEST_OF_EACH} labels of either kind on.`
        : 'The judge is not shown to be better than chance, so the corrected share has no interval.',
    );
  return found;
}
