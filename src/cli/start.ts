import { constants, setPriority } from 'node:os';
import { Command } from 'commander';
import { loadEnvFile, rawEnvironment, readConfig } from '../config.ts';
import { openLog } from '../ops/log.ts';
import { stopOnCrash, stopOnSignal } from '../ops/shutdown.ts';

export const startCommand = (): Command =>
  new Command('start')
    .description('Run the bot on Discord')
    .option('--role <role>', 'gateway: hears people; worker: answers them; all: both, in one process')
    .option('--shards <shards>', 'which shards this process holds, of how many: 0-1/4')
    .action(async ({ role, shards }: { role?: string; shards?: string }) => {
      loadEnvFile();
      const config = readConfig({
        ...rawEnvironment(),
        ...(role ? { ROLE: role } : {}),
        ...(shards ? { SHARDS: shards } : {}),
      });
      const { startBot } = await import('../main.ts');
      // Where they share processors the gateway goes first: Discord waits three seconds for it, and minutes for a worker.
      if (config.ROLE === 'worker') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
      const log = openLog(config.LOG_LEVEL);
      const bot = await startBot(config, log);
      stopOnSignal(bot.stop);
      stopOnCrash(bot.stop, log);
    });
