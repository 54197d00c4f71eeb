import type { Command } from 'commander';
import { z } from 'zod';
import { brier, expectedCalibrationError, type Forecast, reliability } from '../agreement/calibration.ts';
import { estimate } from '../agreement/share-estimate.ts';
import { named } from './commands.ts';
import { block, figureText, grid, intervalsOver, write } from './figure-text.ts';
import { nameField } from './input/name.ts';
import { readRows } from './json-lines.ts';

const share = z.number().min(0).max(1);
const row = z.object({
  item: nameField.nullish(),
  cluster: nameField.nullish(),
  probability: share,
  outcome: z.union([share, z.boolean()]).transform(Number),
});

export const calibrationCommand = (): Command =>
  named('calibration')
    .requiredOption(
      '--in <file>',
      'JSON lines; the outcome is true or false, or between 0 and 1 where people were divided',
    )
    .option('--json', 'every figure with interval and n, as JSON')
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- calibration --in examples/forecasts.jsonl')
    .action(async (flags: { in: string; json?: boolean }) => {
      const rows: Forecast[] = [];
      for await (const { item, cluster, probability, outcome } of readRows(flags.in, row))
        rows.push({ cluster: cluster ?? item ?? `${rows.length + 1}`, probability, outcome });
      const options = { resamples: 1, seed: '1' };
      const base = rows.reduce((sum, { outcome }) => sum + outcome, 0) / rows.length;
      const result = {
        brier: estimate(brier, rows, options),
        brierOfBaseRate: estimate(
          brier,
          rows.map((one) => ({ ...one, probability: base })),
          options,
        ),
        expectedCalibrationError: estimate(expectedCalibrationError(), rows, options),
        reliability: reliability(rows),
      };
      const clusters = new Set(rows.map(({ cluster }) => cluster)).size;
      write(flags.json, result, () => [
        block(intervalsOver(clusters), {
          'Brier score': figureText(result.brier, 'forecasts'),
          'saying the base rate': figureText(result.brierOfBaseRate, 'forecasts'),
          'calibration error': figureText(result.expectedCalibrationError, 'forecasts'),
        }),
        grid(
          ['stated', 'mean', 'came true', 'low', 'high', 'forecasts'],
          result.reliability.map(({ from, to, said, happened: { value, low, high, n } }) => [
            `${from.toFixed(1)}–${to.toFixed(1)}`,
            ...[said, value, low, high].map((one) => one?.toFixed(3) ?? '–'),
            `${n}`,
          ]),
        ),
        'The Brier score has an interval from three surprises on, and the calibration error none. The intervals of the table are over clusters.',
      ]);
    });
