import type { Command } from 'commander';
import { z } from 'zod';
import { adjustedPreference } from '../agreement/adjusted-preference.ts';
import { longerRate, type SidedChoice, sideRate } from '../agreement/preference.ts';
import { estimate } from '../agreement/share-estimate.ts';
import { named } from './commands.ts';
import { block, figureText, intervalsOver, write } from './figure-text.ts';
import { nameField } from './input/name.ts';
import { readRows } from './json-lines.ts';
import { say } from './progress.ts';

const length = z.number().min(0);
const row = z.object({
  item: nameField.nullish(),
  cluster: nameField.nullish(),
  chose: z.enum(['a', 'b', 'tie']),
  lengthA: length,
  lengthB: length,
});

export const biasCommand = (): Command =>
  named('bias')
    .requiredOption('--in <file>', 'choices of people or of a judge, JSON lines; a stands first; lengths in any unit')
    .option('--json', 'every figure with interval and n, as JSON')
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- bias --in examples/choices.jsonl')
    .action(async (flags: { in: string; json?: boolean }) => {
      const rows: SidedChoice[] = [];
      let read = 0;
      for await (const { item, cluster, chose, lengthA, lengthB } of readRows(flags.in, row)) {
        read += 1;
        if (chose !== 'tie') rows.push({ cluster: cluster ?? item ?? `${read}`, chose, lengthA, lengthB });
      }
      if (read > rows.length) say(`${read - rows.length} of ${read} rows are ties and are left out.`);
      const options = { resamples: 1, seed: '1' };
      const adjusted = adjustedPreference(rows);
      const result = {
        first: estimate(sideRate, rows, options),
        longer: estimate(longerRate, rows, options),
        firstAdjusted: adjusted.side,
        longerAdjusted: adjusted.longer,
      };
      const clusters = new Set(rows.map(({ cluster }) => cluster)).size;
      write(flags.json, result, () => [
        block(intervalsOver(clusters), {
          'chose the first': figureText(result.first, 'choices'),
          'chose the longer': figureText(result.longer, 'choices of different length'),
          'first, adjusted': figureText(result.firstAdjusted, 'choices'),
          'longer, adjusted': figureText(result.longerAdjusted, 'choices'),
        }),
        'Adjusted: as if the other were balanced. .5 is no preference. Longer texts may also be better ones, which is not taken out.',
      ]);
    });
