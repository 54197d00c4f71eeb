import { type Command, Option } from 'commander';
import { z } from 'zod';
import { type Preference, winRate } from '../agreement/win-rate.ts';
import { named } from './commands.ts';
import { block, figureText, intervalsOver, write } from './figure-text.ts';
import { LineError } from './input/line-error.ts';
import { nameField } from './input/name.ts';
import { readRows } from './json-lines.ts';
import { say } from './progress.ts';

const row = z.object({
  item: nameField.nullish(),
  cluster: nameField.nullish(),
  preference: z.number().nullish(),
  model: nameField.nullish(),
  // What AlpacaEval calls the model that is compared with a baseline.
  generator_2: nameField.nullish(),
});

type Scale = '0-1' | '1-2';

export const winrateCommand = (): Command =>
  named('winrate')
    .requiredOption('--in <file>', 'preferences, JSON lines or a JSON array')
    .addOption(
      new Option(
        '--scale <scale>',
        'what a preference for the model is: 1 (0-1), or AlpacaEval’s 2 (1-2, and 0 a draw)',
      )
        .choices(['0-1', '1-2'])
        .makeOptionMandatory(),
    )
    .option('--json', 'every figure with interval and n, as JSON')
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- winrate --in examples/preferences.jsonl --scale 0-1')
    .action(async (flags: { in: string; scale: Scale; json?: boolean }) => {
      const models = new Map<string, Preference[]>();
      let [rows, unread] = [0, 0];
      for await (const one of readRows(flags.in, row)) {
        rows += 1;
        if (one.preference === null || one.preference === undefined) unread += 1;
        else {
          const model = one.model ?? one.generator_2 ?? 'all';
          const own = models.get(model) ?? [];
          models.set(model, own);
          const preference = onScale(one.preference, flags.scale, `Row ${rows} of ${flags.in}`);
          own.push({ cluster: one.cluster ?? one.item ?? `${rows}`, preference });
        }
      }
      if (unread > 0) say(`${unread} of ${rows} rows have no preference and are left out.`);
      if (models.size === 0) throw new LineError(`${flags.in} has no row with a preference.`);
      const result = Object.fromEntries(
        [...models].map(([name, own]) => [name, { ...winRate(own), clusters: clustersOf(own) }]),
      );
      write(flags.json, result, () =>
        Object.entries(result).map(([name, { winRate, discrete, standardError, wins, losses, draws, clusters }]) =>
          block(`${name}. ${intervalsOver(clusters)}`, {
            'win rate': figureText(winRate, 'items'),
            'standard error':
              standardError === null ? 'not enough data' : `${standardError.toFixed(4)} (independent items)`,
            'discrete win rate': figureText(discrete, 'items'),
            'wins, draws, losses': `${wins}, ${draws}, ${losses}`,
          }),
        ),
      );
    });

const clustersOf = (rows: readonly Preference[]) => new Set(rows.map(({ cluster }) => cluster)).size;

/** @throws {LineError} where it lies outside the scale */
function onScale(preference: number, scale: Scale, place: string): number {
  const draw = scale === '1-2' && preference === 0;
  const from = scale === '1-2' ? 1 : 0;
  const value = draw ? 0.5 : preference - from;
  if (!(value >= 0 && value <= 1))
    throw new LineError(
      `${place} cannot be used: the preference ${preference} is not between ${from} and ${from + 1}. Is it on the other --scale?`,
    );
  return value;
}
