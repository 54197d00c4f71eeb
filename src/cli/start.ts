import { constants, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { openLog } from '../ops/log.ts';
import { openShutdown, stopOnCrash, stopOnSignal } from '../ops/shutdown.ts';
import { named } from './commands.ts';
import { configOrInit } from './config-or-init.ts';

export const startCommand = (): Command =>
  named('start')
    .option('--role <role>', 'gateway: hears people; worker: answers them; all: both, in one process')
    .option('--shards <shards>', 'which shards this process holds, of how many: 0-1/4')
    .addHelpText(
      'after',
      '\nExamples:\n  npm run -s tribunal -- start\n  npm run -s tribunal -- start --role gateway --shards 0-1/4\n  npm run -s tribunal -- start --role worker',
    )
    .action(async ({ role, shards }: { role?: string; shards?: string }) => {
      const config = await configOrInit({ ...(role ? { ROLE: role } : {}), ...(shards ? { SHARDS: shards } : {}) });
      if (config === null) return;
      const { startBot } = await import('../main.ts');
      // On shared processors the gateway goes first: Discord waits three seconds for it, but minutes for a
      // worker.
      if (config.ROLE === 'worker') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
      const log = openLog(config.LOG_LEVEL);
      const shutdown = openShutdown(log);
      const starting = startBot(config, log, shutdown);
      const stop = async () => {
        await shutdown.run();
        // A start in progress ends at its next step. The second run closes what it had opened by then.
        await Promise.race([starting.catch(() => {}), sleep(20_000)]);
        await shutdown.run();
      };
      // Installed before the start is complete, which takes seconds: a signal meanwhile must not leave an
      // embedded PostgreSQL behind.
      stopOnSignal(stop);
      stopOnCrash(stop, log);
      await starting.catch((error) => {
        // A start that fails because of the signal is no error. The signal's own exit follows.
        if (!shutdown.signal.aborted || error !== shutdown.signal.reason) throw error;
      });
    });
