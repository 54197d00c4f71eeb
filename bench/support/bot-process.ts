import { spawn } from 'node:child_process';

/** One process of the bot, as its operator would start it. */
export interface BotProcess {
  role: Role;
  /** Its own figures, from its /metrics. */
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

export type Role = 'all' | 'gateway' | 'worker';

/** Bytes; seconds of processor time since its start; `resources` are open sockets, timers and the like. */
export interface Usage {
  rss: number;
  heap: number;
  cpuSeconds: number;
  resources: number;
}

/** Resolves when it says that it is ready. BENCH_PROFILE names a folder for its CPU profile. */
export async function startBotProcess(role: Role, env: Record<string, string>): Promise<BotProcess> {
  const { PATH, HOME, BENCH_PROFILE } = process.env;
  const profile = BENCH_PROFILE
    ? ['--cpu-prof', `--cpu-prof-dir=${BENCH_PROFILE}`, `--cpu-prof-name=${role}-${Date.now()}.cpuprofile`]
    : [];
  const child = spawn(process.execPath, [...profile, 'src/cli/tribunal.ts', 'start', '--role', role], {
    env: { PATH, HOME, METRICS_PORT: '0', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
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
    async usage() {
      const text = await (await fetch(`${url}/metrics`)).text();
      const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
      return {
        rss: value('process_resident_memory_bytes'),
        heap: value('nodejs_heap_size_used_bytes'),
        cpuSeconds: value('process_cpu_seconds_total'),
        resources: value('nodejs_active_resources_total'),
      };
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
