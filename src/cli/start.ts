import { availableParallelism, constants, setPriority, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { type Config, rawEnvironment } from '../config.ts';
import { openLog } from '../ops/log.ts';
import { openShutdown, stopOnCrash, stopOnSignal, stopWithParent } from '../ops/shutdown.ts';
import { named } from './commands.ts';
import { configOrInit } from './config-or-init.ts';
import { runsTwo } from './start/two-processes.ts';

export const startCommand = (): Command =>
  named('start')
    .option(
      '--role <role>',
      'gateway: hears people; worker: answers them; all: both, in one process. Without it: a process each, where two cores and 1.5 GiB are',
    )
    .option('--shards <shards>', 'which shards this process holds, of how many: 0-1/4')
    .addHelpText(
      'after',
      '\nExamples:\n  npm run -s tribunal -- start\n  npm run -s tribunal -- start --role gateway --shards 0-1/4\n  npm run -s tribunal -- start --role worker',
    )
    .action(async ({ role, shards }: { role?: string; shards?: string }) => {
      // A copy: `configOrInit` adds what `.env` says, and each process reads that file itself.
      const own = { ...rawEnvironment() };
      const config = await configOrInit({ ...(role ? { ROLE: role } : {}), ...(shards ? { SHARDS: shards } : {}) });
      if (config === null) return;
      const isApart = runsTwo({
        role: role ?? rawEnvironment().ROLE,
        metricsPort: config.METRICS_PORT,
        cores: availableParallelism(),
        // 0: nothing is known of a limit.
        memory: Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem()),
      });
      if (isApart) return runApart(own, config, shards);
      await runHere(config);
    });

/** Runs gateway and worker as processes of their own. */
async function runApart(env: NodeJS.ProcessEnv, config: Config, shards: string | undefined): Promise<void> {
  const [{ spawn }, { supervise }] = await Promise.all([import('node:child_process'), import('./start/supervise.ts')]);
  const program = [...process.execArgv, process.argv[1] ?? '', 'start', '--role'];
  const log = openLog(config.LOG_LEVEL);
  const { ended, stop } = supervise(['gateway', 'worker'], {
    open: (role) =>
      spawn(process.execPath, [...program, role, ...(shards && role === 'gateway' ? ['--shards', shards] : [])], {
        env,
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      }),
    log,
  });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  let crashed = false;
  stopOnCrash(async () => {
    crashed = true;
    stop();
    await ended;
  }, log);
  const code = await ended;
  // A crash has an exit code of its own.
  if (!crashed) process.exit(code);
}

/** Runs the bot, or one of its roles, in this process. */
async function runHere(config: Config): Promise<void> {
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
  stopWithParent(stop);
  stopOnCrash(stop, log);
  await starting.catch((error) => {
    // A start that fails because of the signal is no error. The signal's own exit follows.
    if (!shutdown.signal.aborted || error !== shutdown.signal.reason) throw error;
  });
  if (!shutdown.signal.aborted) process.send?.('ready');
}
