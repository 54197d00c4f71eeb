import { randomInt } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { loadEnvFile } from '../config.ts';
import { SaidError } from '../said-error.ts';
import { named } from './commands.ts';
import { type ScopeFlags, scopeOf, withScopeOptions } from './scope-options.ts';
import { withDatabase } from './with-database.ts';

interface Flags extends ScopeFlags {
  share: number;
  out: string;
}

function shareOf(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= 1))
    throw new InvalidArgumentError('It must be a number above 0 and up to 1.');
  return value;
}

export const pairsCommand = (): Command =>
  withScopeOptions(named('pairs'))
    .option('--share <number>', 'the probability of each pair to be drawn', shareOf, 0.05)
    .requiredOption('--out <file>', 'the file to write, which must not exist yet')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s tribunal -- pairs --share 0.05 --out pairs.jsonl\n\nThen have them judged: judge --in pairs.jsonl --out verdicts.jsonl --orders both\nOr keep them as an anchor, and see whether the judge drifts: validate --anchor pairs.jsonl --judge …',
    )
    .action(async (flags: Flags) => {
      loadEnvFile();
      const [{ samplePairs }, { meanCall }] = await Promise.all([
        import('../research/sample-pairs.ts'),
        import('../../db/repo/answer-pairs.ts'),
      ]);
      const scope = scopeOf(flags);
      await withDatabase(async (database) => {
        const pairs = samplePairs(database, scope, flags.share, () => randomInt(2 ** 40) / 2 ** 40);
        const drawn = await writeRows(flags.out, pairs);
        console.error(inWords(drawn, flags.out, await meanCall(database.db, scope)));
        if (drawn === 0) process.exitCode = 1;
      });
    });

/**
 * Writes rows to a new file. Without a row, or after an error, there is none.
 * @returns how many rows were written
 */
async function writeRows(path: string, rows: AsyncIterable<unknown>): Promise<number> {
  const file: FileHandle = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new SaidError(`${path} is there already: name another file.`) : error;
  });
  let count = 0;
  try {
    for await (const row of rows) {
      await file.write(`${JSON.stringify(row)}\n`);
      count++;
    }
  } catch (error) {
    count = 0;
    throw error;
  } finally {
    await file.close();
    if (count === 0) await rm(path);
  }
  return count;
}

function inWords(drawn: number, out: string, { tokens, usd }: { tokens: number | null; usd: number | null }): string {
  if (drawn === 0) return 'No pair was drawn: nobody opted in, there are no answers yet, or the share is too small.';
  const calls = 2 * drawn;
  const price = [
    ...(tokens === null ? [] : [`about ${Math.round(calls * tokens).toLocaleString('en')} tokens`]),
    ...(usd === null ? [] : [`about ${(calls * usd).toFixed(2)} US dollars`]),
  ];
  const known =
    price.length === 0 ? 'What a call costs is not known yet.' : `By the calls so far that is ${price.join(', ')}.`;
  return `${out}: ${drawn} pairs, so ${calls} judge calls in both orders, and more where the verdict flips. ${known}`;
}
