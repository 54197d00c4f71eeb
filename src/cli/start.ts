import { Command } from 'commander';
import { loadEnvFile, readConfig } from '../config.ts';
import { openLog } from '../ops/log.ts';
import { stopOnCrash, stopOnSignal } from '../ops/shutdown.ts';

export const startCommand = (): Command =>
  new Command('start').description('Run the bot on Discord').action(async () => {
    loadEnvFile();
    const config = readConfig();
    const { startBot } = await import('../main.ts');
    const log = openLog(config.LOG_LEVEL);
    const bot = await startBot(config, log);
    stopOnSignal(bot.stop);
    stopOnCrash(bot.stop, log);
  });
