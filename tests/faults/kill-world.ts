import { type ChildProcess, spawn } from 'node:child_process';
import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import { registerCommands } from '../../commands/register.ts';
import { readConfig } from '../../src/config.ts';
import type { FreshDatabase } from '../support/database.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { noLimitsSet } from '../support/no-limits.ts';
import { program } from '../support/program.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';

/** A bot in a process of its own, which can be killed and started again, on far ends that live on. */
export interface KillWorld {
  discord: LocalDiscord;
  models: QualityServer;
  /** What lies between the bot and them. Discord's gateway goes another way. */
  networks: Record<FarEnd, Network>;
  /** @throws where the bot ends before it is ready. */
  start(): Promise<void>;
  /** Ends it by SIGKILL, or as somebody asks it to; resolves when the process is gone. */
  kill(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** How often the bot was ready and then ended without being told to; what it said last. */
  deaths: string[];
  close(): Promise<void>;
}

export const farEnds = ['database', 'discord', 'models'] as const;
export type FarEnd = (typeof farEnds)[number];

/** Both delays are long enough to be hit by a kill, and short enough for many runs. */
export async function openKillWorld(
  fresh: FreshDatabase,
  more: Readonly<Record<string, string>> = {},
  judgeDelay = 60,
): Promise<KillWorld> {
  const discord = await startLocalDiscord();
  const models = await startQualityServer({ candidateDelay: 40, judgeDelay });
  const networks = {
    database: await startNetwork(fresh.url),
    discord: await startNetwork(discord.apiUrl),
    models: await startNetwork(models.url),
  };
  const env = {
    DISCORD_TOKEN: discord.botToken,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_API_URL: networks.discord.url,
    DATABASE_URL: networks.database.url,
    CANDIDATE_MODELS: models.candidateModel.replace(models.url, networks.models.url),
    JUDGE_MODEL: models.judgeModel.replace(models.url, networks.models.url),
    // It cancels no call of its own accord, so that every call without a row has a kill to explain it.
    TOURNAMENT: 'knockout',
    PSEUDONYM_KEY: 'a key of the tests, long enough to be one',
    LEASE_SECONDS: '10',
    ...noLimitsSet,
    ...more,
  };
  await registerCommands(readConfig(env));
  let bot: ChildProcess | null = null;
  const deaths: string[] = [];
  const kill = async (signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL') => {
    const last = bot;
    bot = null;
    if (!last || last.exitCode !== null || last.signalCode !== null) return;
    const ended = new Promise((resolve) => last.once('exit', resolve));
    last.kill(signal);
    await ended;
  };
  return {
    discord,
    models,
    networks,
    deaths,
    kill,
    async start() {
      const { PATH, HOME } = process.env;
      const child = spawn(process.execPath, [program, 'start'], {
        env: { PATH, HOME, ...env },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      bot = child;
      let last = '';
      child.stdout.on('data', (piece: Buffer) => {
        last = (last + String(piece)).slice(-3000);
      });
      await new Promise<void>((resolve, reject) => {
        child.stdout.on('data', () => last.includes('Tribunal is ready') && resolve());
        child.once('exit', () => reject(new Error('the bot ended before it was ready')));
      });
      child.once('exit', () => bot === child && deaths.push(last));
    },
    async close() {
      await kill();
      await Promise.all([discord.close(), models.close(), ...Object.values(networks).map((one) => one.close())]);
    },
  };
}
