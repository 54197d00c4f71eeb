import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { print } from './support/figures.ts';

/**
 * Time to first answer for a newcomer: from `git clone` of the last commit to a judged answer, in seconds.
 * Discord and the model server are local stand-ins in their own processes. npm's cache may be warm.
 */
const steps = {
  clone: 'git clone … tribunal',
  install: 'npm ci',
  init: 'DISCORD_TOKEN=… CANDIDATE_MODELS=… npm run -s tribunal -- init --yes --judge …',
  start: 'npm start',
  ask: '/ask prompt: Why is the sky blue?',
} as const;
/** How many values a newcomer must type: the token, the candidate models and the judge. */
const VALUES = 3;

const root = resolve(import.meta.dirname, '..');
const folder = await mkdtemp(join(tmpdir(), 'tribunal-newcomer-'));
await chmod(folder, 0o755);
const home = join(folder, 'tribunal');
const [discord, models] = ['discord-child.ts', 'models-child.ts'].map((name) =>
  fork(join(import.meta.dirname, 'support', name)),
) as [ChildProcess, ChildProcess];
const [[place], [names]] = (await Promise.all([once(discord, 'message'), once(models, 'message')])) as [
  [{ apiUrl: string; botToken: string; guildId: string }],
  [{ candidateModel: string; judgeModel: string }],
];

// Use the machine's own Node and npm, not those of this project.
const PATH = (process.env.PATH ?? '')
  .split(':')
  .filter((part) => !part.includes('node_modules'))
  .join(':');
const { HOME } = process.env;
const env = { PATH, HOME, DISCORD_API_URL: place.apiUrl };
const given = { ...env, DISCORD_TOKEN: place.botToken, CANDIDATE_MODELS: names.candidateModel };

async function run(command: string, args: string[], cwd: string, more: NodeJS.ProcessEnv = env): Promise<void> {
  const child = spawn(command, args, { cwd, env: more, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`);
}

const since = (at: number) => Number(((performance.now() - at) / 1000).toFixed(1));

/** Rejects when a process ends that should keep running. */
async function failed(child: ChildProcess, name: string): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`${name} ended with ${code}`);
}

let bot: ChildProcess | undefined;
async function start(): Promise<void> {
  bot = spawn('npm', ['start'], { cwd: home, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ready = new Promise<void>((done) => {
    bot?.stdout?.on('data', (piece: Buffer) => String(piece).includes('Tribunal is ready') && done());
  });
  await Promise.race([ready, failed(bot, 'the bot')]);
}
async function ask(): Promise<void> {
  discord.send('ask');
  await Promise.race([once(discord, 'message'), failed(discord, 'the local Discord')]);
}

const works: Record<keyof typeof steps, () => Promise<void>> = {
  clone: () => run('git', ['clone', '-q', '--depth', '1', `file://${root}`, home], folder),
  install: () => run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'], home),
  init: () => {
    const flags = ['--yes', '--judge', names.judgeModel, '--guild', place.guildId];
    return run('npm', ['run', '-s', 'tribunal', '--', 'init', ...flags], home, given);
  },
  start,
  ask,
};
try {
  const begun = performance.now();
  for (const [step, work] of Object.entries(works)) {
    const at = performance.now();
    await work();
    print({ bench: 'newcomer', step, typed: steps[step as keyof typeof steps], seconds: since(at) });
  }
  const [commands, values] = [Object.keys(steps).length, VALUES];
  print({ bench: 'newcomer', step: 'from git clone to a judged answer', seconds: since(begun), commands, values });
} finally {
  if (bot?.pid && bot.exitCode === null) {
    // Signal the process group, npm and the bot, as Ctrl-C in a terminal does.
    process.kill(-bot.pid, 'SIGINT');
    await once(bot, 'exit');
  }
  for (const child of [discord, models]) child.disconnect();
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
}
