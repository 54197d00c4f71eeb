import { spawn } from 'node:child_process';
import { collectedHeap } from './collected-heap.ts';

/** A process of the bot, started as an operator starts it. */
export interface BotProcess {
  role: Role;
  pid: number;
  /** Its figures, from /metrics. */
  usage(): Promise<Usage>;
  /** Used heap after a full garbage collection, in bytes. It pauses the process. */
  collectedHeap(): Promise<number>;
  /** Bytes that it has written to its log so far. */
  logged(): number;
  stop(): Promise<void>;
}

export type Role = 'all' | 'gateway' | 'worker';

export interface Usage {
  /** Resident memory in bytes. */
  rss: number;
  /** Used heap in bytes. */
  heap: number;
  /** CPU time since its start. */
  cpuSeconds: number;
  /** Event loop delay since the last read. */
  loopP99Seconds: number;
  /** Open sockets, timers and the like. */
  resources: number;
  /** Open file descriptors. */
  files: number;
}

/** Resolves when the bot is ready. BENCH_PROFILE names a folder for its CPU profile. */
export async function startBotProcess(
  role: Role,
  env: Record<string, string>,
  program = 'src/cli/tribunal.ts',
): Promise<BotProcess> {
  const { PATH, HOME, BENCH_PROFILE } = process.env;
  const profile = BENCH_PROFILE
    ? ['--cpu-prof', `--cpu-prof-dir=${BENCH_PROFILE}`, `--cpu-prof-name=${role}-${Date.now()}.cpuprofile`]
    : [];
  const args = [...profile, '--inspect-port=127.0.0.1:0', program, 'start', '--role', role];
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, METRICS_PORT: '0', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let logged = 0;
  child.stdout.on('data', (piece: Buffer) => {
    logged += piece.length;
  });
  const inspector = Promise.withResolvers<string>();
  child.stderr.on('data', (piece: Buffer) => {
    const found = /Debugger listening on (\S+)/.exec(String(piece))?.[1];
    if (found) inspector.resolve(found);
    else if (!/^Debugger |^For help/.test(String(piece))) process.stderr.write(piece);
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (piece: Buffer) => {
      said = (said + piece).slice(-4000);
      const found = /"metricsUrl":"([^"]+)"/.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`a ${role} ended with ${code} before it was ready`)));
  });
  return {
    role,
    pid: child.pid ?? 0,
    async usage() {
      const text = await (await fetch(`${url}/metrics`)).text();
      const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
      return {
        rss: value('process_resident_memory_bytes'),
        heap: value('nodejs_heap_size_used_bytes'),
        cpuSeconds: value('process_cpu_seconds_total'),
        loopP99Seconds: value('nodejs_eventloop_lag_p99_seconds'),
        resources: value('nodejs_active_resources_total'),
        files: value('process_open_fds'),
      };
    },
    async collectedHeap() {
      // SIGUSR1 opens Node's inspector. It does nothing when the inspector is already open.
      child.kill('SIGUSR1');
      return collectedHeap(await inspector.promise);
    },
    logged: () => logged,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
