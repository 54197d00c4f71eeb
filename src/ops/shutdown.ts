import type { Log } from './log.ts';

/** An orderly shutdown. */
export interface Shutdown {
  /** Aborted when the shutdown begins. Work that another process can resume should stop. */
  readonly signal: AbortSignal;
  /** Adds a step. Steps run in reverse order: what was started last is stopped first. */
  add(name: string, step: () => Promise<void>): void;
  /**
   * Runs every step once, however often it is called. A step that fails does not stop the others. A later
   * call also runs steps that were added since, when the shutdown begins in the middle of the start.
   */
  run: () => Promise<void>;
}

/** Opens a shutdown. Its steps have names, so that the log tells where it got stuck. */
export function openShutdown(log: Log): Shutdown {
  const steps: { name: string; step: () => Promise<void> }[] = [];
  const controller = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const runAll = async () => {
    for (let last = steps.pop(); last; last = steps.pop()) {
      const { name, step } = last;
      try {
        await step();
        log.debug({ step: name }, 'stopped');
      } catch (error) {
        log.error({ step: name, error }, 'could not be stopped in order');
      }
    }
  };
  return {
    signal: controller.signal,
    add: (name, step) => void steps.push({ name, step }),
    run: () => {
      controller.abort();
      running = running.then(runAll);
      return running;
    },
  };
}

/** Ends the process in order on SIGINT (Ctrl-C) or SIGTERM. A second signal ends it at once. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let asked = false;
  const end = async () => {
    if (asked) process.exit(130);
    asked = true;
    await stop();
    process.exit(0);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

/**
 * Ends the process in order when the channel to its parent closes: the parent wants it to end, or has died.
 * Does nothing in a process without such a channel.
 */
export function stopWithParent(stop: () => Promise<void>): void {
  if (!process.channel) return;
  process.once('disconnect', async () => {
    await stop();
    process.exit(0);
  });
  // The channel alone must not keep a process alive whose start has failed.
  process.channel.unref();
}

/**
 * Ends the process in order on an uncaught error. The log gets its kind and stack but not its message, which
 * may quote what people wrote.
 */
export function stopOnCrash(stop: () => Promise<void>, log: Log): void {
  const end = async (error: unknown) => {
    log.fatal({ error }, 'an error that nobody caught');
    await stop();
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
