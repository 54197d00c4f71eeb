import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { onePerCluster } from '../agreement/one-per-cluster.ts';
import { DEFAULTS, type Trial, type TrustOptions, trust } from '../agreement/trust.ts';
import { loadEnvFile } from '../config.ts';
import { plural } from '../discord/words/plural.ts';
import { distinctNames } from '../model-name.ts';
import { ofJudge } from '../research/of-judge.ts';
import { trustWords } from '../research/trust-words.ts';
import { SaidError } from '../said-error.ts';
import { named } from './commands.ts';
import { unnamed } from './input/exact-numbers.ts';
import { readRows } from './json-lines.ts';
import { say } from './progress.ts';
import { type ScopeFlags, scopeOf, withScopeOptions } from './scope-options.ts';
import { withDatabase } from './with-database.ts';

const row = z.object({
  confidence: z.number().min(0).max(1),
  agrees: z.union([z.boolean(), z.literal(0), z.literal(1)]).transform(Boolean),
  cluster: z
    .union([z.string().min(1), z.number(), z.bigint()], { error: ({ input }) => unnamed(input) })
    .transform(String)
    .nullish(),
});

const inside = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value < 1))
    throw new InvalidArgumentError('It must be a number above 0 and below 1.');
  return value;
};

const startsOf = (text: string): number[] => {
  const starts = text.split(',').map(Number);
  if (!starts.every((start) => start >= 0.5 && start <= 0.99 && Math.abs(100 * start - Math.round(100 * start)) < 1e-6))
    throw new InvalidArgumentError('They must be numbers from 0.5 to 0.99 with two decimals, such as 0.9,0.7,0.5.');
  return [...new Set(starts.map((start) => Math.round(100 * start) / 100))];
};

interface Flags extends ScopeFlags, TrustOptions {
  in?: string;
  judge?: string;
  seed: string;
  json?: boolean;
}

export const trustCommand = (): Command =>
  withScopeOptions(named('trust'))
    .option('--in <file>', 'rows to read instead of the database, JSON lines')
    .option('--judge <name>', 'questions of this judge only, as the report names it')
    .option('--target <share>', 'how often people must agree with the judge', inside, DEFAULTS.target)
    .option('--risk <probability>', 'of a wrong promise', inside, DEFAULTS.risk)
    .option('--starts <list>', 'confidences from which testing goes down', startsOf, [...DEFAULTS.starts])
    .option('--seed <text>', 'draws one row of each cluster of a file', '1')
    .option('--json', 'every threshold that was tested, as JSON')
    .addHelpText(
      'after',
      '\nChoose target, risk and starts before you look at any votes. Look once: a promise does not hold for the best of many looks.\n\nExample:\n  npm run -s tribunal -- trust --in examples/confidences.jsonl',
    )
    .action(async (flags: Flags) => {
      const trials = flags.in === undefined ? await stored(flags) : await readTrials(flags.in, flags.seed);
      const found = trust(trials, flags);
      const { target, risk } = flags;
      process.stdout.write(
        flags.json
          ? `${JSON.stringify({ target, risk, ...found }, null, 2)}\n`
          : `${trustWords(found, flags).join('\n')}\n`,
      );
    });

/**
 * Reads rows of a file, one of each cluster.
 * @throws {LineError} naming the first line that is wrong
 */
async function readTrials(file: string, seed: string): Promise<Trial[]> {
  const rows = [];
  for await (const one of readRows(file, row)) rows.push(one);
  const trials = onePerCluster(rows, seed);
  if (trials.length < rows.length)
    say(`One row of each cluster counts: ${trials.length} of ${plural(rows.length, 'row')}, drawn by --seed.`);
  return trials;
}

async function stored(flags: Flags): Promise<Trial[]> {
  loadEnvFile();
  const [{ statedConfidences }, { simulatedAsks }] = await Promise.all([
    import('../../db/repo/questions.ts'),
    import('../../db/repo/agreement-figures.ts'),
  ]);
  const scope = scopeOf(flags);
  const { all, simulated } = await withDatabase(async ({ db }) => ({
    all: await statedConfidences(db, scope),
    simulated: await simulatedAsks(db, scope),
  }));
  if (simulated > 0)
    say('Simulated: questions of a playground are among these, and say nothing about people or a real judge.');
  const trials = ofJudge(all, flags.judge);
  const judges = new Set(distinctNames(trials.map(({ judge }) => judge)).values());
  if (judges.size === 0 && flags.judge !== undefined)
    throw new SaidError(
      `No question with a majority is known of the judge ${flags.judge}. \`report\` lists the judges by name; leave out --judge for all of them.`,
    );
  if (judges.size > 1)
    say(
      `${judges.size} judges are taken together, and each may mean something else by .8; --judge chooses one: ${[...judges].sort().join(', ')}.`,
    );
  return trials;
}
