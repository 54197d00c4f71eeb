import { type Command, InvalidArgumentError } from 'commander';
import type { Promotable } from '../../db/repo/promotions.ts';
import { loadEnvFile, readJudgePool } from '../config.ts';
import { SaidError } from '../said-error.ts';
import { named } from './commands.ts';
import { dollars } from './dollars.ts';
import { serverId } from './scope-options.ts';
import { wholeNumber } from './whole-number.ts';
import { withDatabase } from './with-database.ts';

export interface PromoteFlags {
  server: string;
  challenge?: string;
  share: number;
  budgetTokens?: number;
  budgetUsd?: number;
  withdraw?: true;
  yes?: true;
  back?: Promotable | true;
  json?: true;
}

const share = (text: string): number => {
  const value = Number(text);
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError('It must be a number above 0, and at most 1.');
  return value;
};

function whatToUndo(text: string): Promotable {
  if (text !== 'judge' && text !== 'tournament') throw new InvalidArgumentError('It must be judge or tournament.');
  return text;
}

export const promoteCommand = (): Command =>
  named('promote')
    .requiredOption('--server <id>', 'the server’s Discord id', serverId)
    .option('--challenge <judge>', 'a judge of your pool, with the version of its rules, that judges in the shadow')
    .option('--share <share>', 'of the server’s questions that it judges too', share, 1)
    .option('--budget-tokens <n>', 'the most tokens that it may use in a day (UTC), in and out', wholeNumber(1, 1e12))
    .option('--budget-usd <amount>', 'the most US dollars that it may cost in a day (UTC)', dollars)
    .option('--withdraw', 'end the comparison, and keep the champion')
    .option('--yes', 'promote the challenger, if the votes say so')
    .option('--back [what]', 'undo the newest promotion of the judge, or of the tournament', whatToUndo)
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nWithout --challenge, --withdraw, --yes or --back it says how the two stand, as often as you like.\n\nExample:\n  npm run -s tribunal -- promote --server 123456789012345678 --challenge hf:RRM-32B@http://127.0.0.1:8000/v1 --share 0.5 --budget-tokens 200000',
    )
    .action(async (flags: PromoteFlags) => {
      const wanted = (['challenge', 'withdraw', 'yes', 'back'] as const).filter((one) => flags[one] !== undefined);
      if (wanted.length > 1)
        throw new SaidError(
          `Choose one of ${wanted.map((one) => `--${one}`).join(' and ')}: each does something else.`,
        );
      loadEnvFile();
      const pool = readJudgePool();
      const { promoteOnServer } = await import('./promote/on-server.ts');
      await withDatabase((database) => promoteOnServer(database, pool, flags));
    });
