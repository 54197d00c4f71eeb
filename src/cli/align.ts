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
  proposals: number;
  budgetTokens?: number;
  budgetUsd?: number;
  parallel: number;
  seed: string;
  dryRun?: true;
  json?: true;
}

export const alignCommand = (): Command =>
  named('align')
    .requiredOption('--server <id>', 'the server’s Discord id', serverId)
    .option('--judge <judge>', 'a judge of your pool whose prompt may be changed; default: JUDGE_MODEL')
    .option('--writer <model>', 'who writes rules: its vendor receives questions, replies and whys; default: the judge')
    .option('--rounds <n>', 'how often lists are rewritten', wholeNumber(1, 50), 3)
    .option('--proposals <n>', 'lists written a round', wholeNumber(1, 50), 4)
    .option('--budget-tokens <n>', 'the most tokens that it may use, in and out', wholeNumber(1, 1e12))
    .option('--budget-usd <amount>', 'the most US dollars that it may cost', dollars)
    .option('--parallel <n>', 'how many calls at once', wholeNumber(1, 256), 8)
    .option('--seed <text>', 'for the order in which duels are shown', '1')
    .option('--dry-run', 'say what it would read and cost, and ask no model')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s tribunal -- align --server 123456789012345678 --judge hf:Qwen/Qwen3-8B@http://127.0.0.1:8000/v1 --dry-run',
    )
    .action(async (flags: AlignFlags) => {
      loadEnvFile();
      const pool = readJudgePool();
      // What is wrong with the name or the settings is said before a database is started.
      const models = readJudgeConfig(flags.judge === undefined ? undefined : withoutRules(flags.judge));
      const { alignOnServer } = await import('./align/on-server.ts');
      await withDatabase((database) => alignOnServer(database, { pool, models }, flags));
    });
