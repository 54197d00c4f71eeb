import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../ops/log.ts';

/** Processes that are kept running. */
export interface Supervision {
  /** Resolves with the exit code once all processes have ended for good. */
  ended: Promise<number>;
  /** Has all of them end in order. A second call ends them at once. */
  stop(): void;
}

interface Supervising {
  /** Starts the process of a role, with an IPC channel. It sends `ready` when it is. */
  open(role: string): ChildProcess;
  log: Pick<Log, 'warn'>;
  /** Pauses before a process is started again, in milliseconds, the longest one last. */
  pauses?: readonly number[];
}

const PAUSES = [0, 1000, 2000, 4000, 8000, 16_000, 30_000];
/** The exit code after a second SIGINT. */
const KILLED = 130;
/** A process that has run for so long begins with the first pause again. */
const STEADY_MS = 60_000;

/**
 * Runs one process for each role and starts again those that die, with pauses that grow. The first role is
 * started first, and the others when it is ready: only one of them then brings the database up to date, and a
 * wrong setting is said once. A process that exits by itself before it was ever ready ends all, with its
 * exit code.
 *
 * The channel tells a process to end, not a signal: Ctrl-C and systemd signal all of them, and a second
 * signal ends a process at once. It also closes if this process is killed, so none stays behind.
 */
export function supervise(roles: readonly string[], { open, log, pauses = PAUSES }: Supervising): Supervision {
  const running = new Set<ChildProcess>();
  const ending = new AbortController();
  let code = 0;

  const run = (role: string, isReady: () => void) =>
    new Promise<{ code: number | null; signal: string | null }>((resolve) => {
      const child = open(role);
      running.add(child);
      child.once('message', isReady);
      // It could not be started.
      child.once('error', () => {
        running.delete(child);
        resolve({ code: 1, signal: null });
      });
      child.once('exit', (code, signal) => {
        running.delete(child);
        resolve({ code, signal });
      });
    });
  const stop = () => {
    if (ending.signal.aborted) {
      code = KILLED;
      for (const child of running) child.kill('SIGKILL');
    }
    ending.abort();
    for (const child of running) if (child.connected) child.disconnect();
  };
  const keep = async (role: string, isReady: () => void) => {
    let [wasReady, failures] = [false, 0];
    while (!ending.signal.aborted) {
      const begun = performance.now();
      const end = await run(role, () => {
        wasReady = true;
        isReady();
      });
      if (ending.signal.aborted) return;
      // A signal, as of a kernel without memory, says nothing about the settings.
      if (!wasReady && end.code !== null) {
        code = end.code;
        return stop();
      }
      if (performance.now() - begun >= STEADY_MS) failures = 0;
      const pause = pauses[Math.min(failures++, pauses.length - 1)] ?? 0;
      log.warn({ role, ...end, pause }, 'a process died and is started again');
      await sleep(pause, null, { signal: ending.signal }).catch(() => {});
    }
  };
  const all = async () => {
    const [first = '', ...others] = roles;
    const { promise, resolve } = Promise.withResolvers<void>();
    const firstKept = keep(first, resolve);
    await Promise.race([promise, firstKept]);
    await Promise.all([firstKept, ...others.map((role) => keep(role, () => {}))]);
    return code;
  };
  return { ended: all(), stop };
}
