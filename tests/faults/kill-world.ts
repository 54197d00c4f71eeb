import { type ChildProcess, spawn } from 'node:child_process';
import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import { registerCommands } from '../../commands/register.ts';
import { readConfig } from '../../src/config.ts';
import type { FreshDatabase } from '../support/database.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { noLimitsSet } from '../support/no-limits.ts';
import { program } from '../support/program.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';

/** A bot in its own process, which can be killed and restarted while Discord, models and database live on. */
export interface KillWorld {
  discord: LocalDiscord;
  models: QualityServer;
  /** The proxies between the bot and them. Discord's gateway does not go through one. */
  networks: Record<FarEnd, Network>;
  /** Starts the bot. @throws when it ends before it is ready. */
  start(): Promise<void>;
  /** Sends a signal, by default SIGKILL. Resolves when the process has ended. */
  kill(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** The last output of each bot that was ready and then ended without a signal from us. */
  deaths: string[];
  close(): Promise<void>;
}

export const farEnds = ['database', 'discord', 'models'] as const;
export type FarEnd = (typeof farEnds)[number];

/** The models' delays are long enough for a kill to hit a call, and short enough for many runs. */
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
    // A knockout cancels no calls, so only a kill explains a call without a row.
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
        // One process, so that a kill hits all of it.
        env: { PATH, HOME, ROLE: 'all', ...env },
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
