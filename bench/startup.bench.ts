import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../db/embedded.ts';
import { type Role, startBotProcess } from './support/bot-process.ts';
import { print, quantile, toMb } from './support/figures.ts';

/**
 * What it costs to start: commands that need no database beside `node -e 0`, and the bot until it is ready
 * beside a PostgreSQL that runs;
 * each from its source and from its bundle, in turns. Medians of so many runs.
 */
const RUNS = Number(process.argv[2] ?? 7);

const programs = { source: 'src/cli/tribunal.ts', bundle: 'dist/tribunal.js' } as const;
type Program = keyof typeof programs;
const median = (values: readonly number[]) => quantile(values, 0.5);
const round = (value: number) => Number(value.toFixed(3));

spawnSync(process.execPath, ['esbuild.config.ts'], { stdio: 'inherit' });
const folder = await mkdtemp(join(tmpdir(), 'tribunal-startup-'));
// Where we are root the server runs as another user, who must be able to enter.
await chmod(folder, 0o755);
const child = async <T>(name: string): Promise<{ process: ChildProcess; names: T }> => {
  const process = fork(join(import.meta.dirname, 'support', name));
  return { process, names: ((await once(process, 'message')) as [T])[0] };
};
const [server, discord, models] = await Promise.all([
  startEmbedded(folder),
  child<{ apiUrl: string; botToken: string; guildId: string }>('discord-child.ts'),
  child<{ candidateModel: string; judgeModel: string }>('models-child.ts'),
]);

/**
 * Says on its way out what the process has taken: seconds of processor time in all its threads, and its most
 * memory in kB.
 */
const witness = `data:text/javascript,process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.getBuiltinModule('node:fs').writeSync(3, JSON.stringify({ cpu: (user + system) / 1e6, rss: process.resourceUsage().maxRSS }));
})`;

interface Taken {
  cpu: number;
  rss: number;
}

async function take(args: readonly string[], input = ''): Promise<Taken> {
  const { PATH, HOME } = process.env;
  const one = spawn(process.execPath, ['--import', witness, ...args], {
    env: { PATH, HOME, JUDGE_MODEL: models.names.judgeModel },
    stdio: ['pipe', 'ignore', 'inherit', 'pipe'],
  });
  let said = '';
  one.stdio[3]?.on('data', (piece: Buffer) => {
    said += piece;
  });
  one.stdin?.end(input);
  const [code] = (await once(one, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return JSON.parse(said);
}

const nothing = join(folder, 'nothing.jsonl');
await writeFile(nothing, '');
let written = 0;
const fresh = () => join(folder, `rows-${written++}.jsonl`);
/** Arguments, and what stands on standard input. */
const commands: Readonly<Record<string, () => [string[], string?]>> = {
  '--help': () => [['--help']],
  'fit-prior --help': () => [['fit-prior', '--help']],
  'start --help': () => [['start', '--help']],
  'judge --help': () => [['judge', '--help']],
  verdict: () => [['verdict', '--format', 'rrm'], '{"id":1,"raw":"</think>\\\\boxed{Assistant 1}"}\n'],
  schedule: () => [['schedule'], '{"n":4,"seed":1}\n'],
  rank: () => [['rank', '--in', 'examples/comparisons.csv', '--intervals']],
  agreement: () => [['agreement', '--in', 'examples/labels.jsonl']],
  judge: () => [['judge', '--in', nothing, '--out', fresh()]],
  pick: () => [['pick', '--in', nothing, '--out', fresh()]],
  // Beyond the start, with the vendor's SDK and the work itself.
  'judge, three pairs': () => [['judge', '--in', 'examples/pairs.jsonl', '--out', fresh()]],
};

/** Each once in every round, so that what else the machine does falls on all alike. */
async function inTurns<K extends string, T>(names: readonly K[], run: (name: K) => Promise<T>): Promise<Map<K, T[]>> {
  const found = new Map<K, T[]>(names.map((name) => [name, []]));
  for (let round = 0; round < RUNS; round++) for (const name of names) found.get(name)?.push(await run(name));
  return found;
}

const NOTHING = 'node -e 0';
const lines = Object.keys(commands).flatMap((command) =>
  (Object.keys(programs) as Program[]).map((program) => `${program}: ${command}`),
);
const taken = await inTurns([NOTHING, ...lines], (line) => {
  if (line === NOTHING) return take(['-e', '0']);
  const [program, command] = line.split(': ') as [Program, string];
  const [args, input] = commands[command]?.() ?? [[]];
  return take([programs[program], ...args], input);
});
const base = median(taken.get(NOTHING)?.map(({ cpu }) => cpu) ?? []);
for (const [line, runs] of taken) {
  const cpuSeconds = round(median(runs.map(({ cpu }) => cpu)));
  const mostCpuSeconds = round(5 * base + 0.3);
  const mb = toMb(1024 * median(runs.map(({ rss }) => rss)));
  print({ bench: 'start of a command', line, cpuSeconds, timesNode: round(cpuSeconds / base), mostCpuSeconds, mb });
}

/**
 * Processor time since its start. Linux counts in hundredths, behind the name in brackets, which may hold
 * spaces.
 */
function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const bots = (['all', 'gateway', 'worker'] as const).flatMap((role) =>
  (Object.keys(programs) as Program[]).map((program) => `${program}: ${role}`),
);
const started = await inTurns(bots, async (bot) => {
  const [program, role] = bot.split(': ') as [Program, Role];
  const begun = performance.now();
  const one = await startBotProcess(
    role,
    {
      DISCORD_TOKEN: discord.names.botToken,
      DISCORD_API_URL: discord.names.apiUrl,
      DATABASE_URL: server.url,
      CANDIDATE_MODELS: models.names.candidateModel,
      JUDGE_MODEL: models.names.judgeModel,
      PSEUDONYM_KEY: 'a key of the bench, long enough to be one',
    },
    programs[program],
  );
  const seconds = (performance.now() - begun) / 1000;
  const cpuSeconds = cpuSecondsOf(one.pid);
  const { rss } = await one.usage();
  await one.stop();
  return { seconds, cpuSeconds, rss };
});
for (const [bot, runs] of started)
  print({
    bench: 'start of the bot until it is ready',
    bot,
    seconds: round(median(runs.map(({ seconds }) => seconds))),
    cpuSeconds: round(median(runs.map(({ cpuSeconds }) => cpuSeconds))),
    mb: toMb(median(runs.map(({ rss }) => rss))),
  });

for (const { process } of [discord, models]) process.disconnect();
await server.stop();
await rm(folder, { recursive: true, force: true });
