import type { Database } from '../db/client.ts';
import { ifFree } from '../db/repo/advisory-locks.ts';
import type { Config } from '../src/config.ts';
import type { Log } from '../src/ops/log.ts';
import { registerCommands } from './register.ts';
import { isNone } from './registered.ts';

/** The longest that a start waits for Discord to take commands. */
const PATIENCE_MS = 20_000;

interface Starting {
  config: Config;
  database: Database;
  log: Log;
  shutdown: { signal: AbortSignal };
}

/**
 * Brings the commands up to date when the bot starts, unless REGISTER_COMMANDS is off. Of several processes
 * one does it. A bot that cannot do it still answers to the commands that Discord has, so this never throws:
 * the log says what to do.
 */
export async function registerAtStart({ config, database, log, shutdown }: Starting): Promise<void> {
  if (!config.REGISTER_COMMANDS || !isFirst(config)) return;
  const signal = AbortSignal.any([shutdown.signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const done = await ifFree(database.db, 'commands', () => registerCommands(config, { signal }));
    // Another process is at it.
    if (done === null) return;
    const { count, difference, keptOtherwise } = done;
    if (!isNone(difference)) log.info({ count, ...difference }, 'the commands were brought up to date');
    if (keptOtherwise.length > 0)
      log.warn(
        { keptOtherwise },
        'Discord keeps commands in another way than they were sent, so every start sends them again; REGISTER_COMMANDS=off ends that',
      );
  } catch (error) {
    if (shutdown.signal.aborted) return;
    log.warn(
      { error },
      'the commands were not brought up to date, so people see those that Discord has; `npm run deploy-commands` tries it again',
    );
  }
}

/** Whether this process hears people, and of several gateways is the one with the first shard. */
const isFirst = ({ ROLE, SHARDS }: Config): boolean =>
  ROLE !== 'worker' && (SHARDS === undefined || SHARDS.ids.includes(0));
