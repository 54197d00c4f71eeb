import type { Command } from 'commander';
import { loadEnvFile, readJudgeConfig, readJudgePool } from '../config.ts';
import { withoutRules } from '../model-name.ts';
import { named } from './commands.ts';
import { dollars } from './dollars.ts';
import { serverId } from './scope-options.ts';
import { wholeNumber } from './whole-number.ts';
import { withDatabase } from './with-database.ts';

export interface AlignFlags {
  server: string;
  judge?: string;
  writer?: string;
  rounds: number;
  budgetUsd?: number;
  budgetTokens?: number;
  parallel: number;
  seed: string;
  dryRun?: true;
  json?: true;
}

export const alignCommand = (): Command =>
  named('align')
    .requiredOption('--server <id>', 'the server’s Discord id', serverId)
    .option('--judge <model>', 'the judge that learns; default: the one in charge of the server')
    .option('--writer <model>', 'who writes the rules, vendor:model[@where]; default: the judge’s own model')
    .option('--rounds <n>', 'how often lists are rewritten', wholeNumber(1, 20), 3)
    .option('--budget-usd <amount>', 'the most US dollars that the search may cost', dollars)
    .option('--budget-tokens <n>', 'the most tokens that it may use, in and out', wholeNumber(1, 1e12))
    .option('--parallel <n>', 'how many calls are made at once', wholeNumber(1, 256), 8)
    .option('--seed <text>', 'decides what the search draws by lot', '1')
    .option('--dry-run', 'say what there is to learn from and what it would cost, and ask nobody')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nJudge and writer receive questions and replies of people who take part in research, and the writer what they said about their votes. A search that was interrupted goes on where it was, and its budget is that of the whole.\n\nExample:\n  npm run -s tribunal -- align --server 123456789012345678 --writer anthropic:claude-sonnet-5 --budget-usd 5 --dry-run',
    )
    .action(async (flags: AlignFlags) => {
      loadEnvFile();
      const pool = readJudgePool();
      // What is wrong with a name or a key is said before a database is started.
      for (const name of [flags.judge, flags.writer]) if (name !== undefined) readJudgeConfig(withoutRules(name));
      const [{ alignOnServer }, { modelsFrom }] = await Promise.all([
        import('./align/on-server.ts'),
        import('./align/models.ts'),
      ]);
      const stop = new AbortController();
      const onSignal = () => {
        if (stop.signal.aborted) process.exit(130);
        console.error('\nStopping: what is under way is finished and kept. Press again to end at once.');
        stop.abort();
      };
      process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
      await withDatabase((database) =>
        alignOnServer(database, flags, { ...modelsFrom(pool), pool, signal: stop.signal, now: () => new Date() }),
      );
    });
