import type { Log } from './log.ts';

export interface Shutdown {
  /** Set when the end begins: long work stops where it can be taken up again. */
  readonly signal: AbortSignal;
  /** Steps run in the reverse of the order in which they were added: what came last goes first. */
  add(name: string, step: () => Promise<void>): void;
  /**
   * Runs all steps, each once, however often it is called; a step that fails does not keep the others from running. Called again, it also runs
   * what was added since: an end that begins in the middle of a start.
   */
  run: () => Promise<void>;
}

/** Named steps, so that a log tells where an end got stuck. */
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

/** Ends the process on Ctrl-C or SIGTERM, in order; a second signal ends it at once. */
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

/** An error that nobody caught ends the process in order; the log gets its kind and place, because its words may quote what people wrote. */
export function stopOnCrash(stop: () => Promise<void>, log: Log): void {
  const end = async (error: unknown) => {
    log.fatal({ error }, 'an error that nobody caught');
    await stop();
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
